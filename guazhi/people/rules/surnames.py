"""How surnames are read where the common reading of the character is another one.

Sources: the surname readings given in 现代汉语词典 and 通用规范汉字表 handbooks. A reading is
written with its tone as a digit; a surname of several characters has one syllable for each.
"""

SINGLE = {
    "仇": "qiu2", "区": "ou1", "曾": "zeng1", "解": "xie4", "单": "shan4", "翟": "zhai2",
    "查": "zha1", "盖": "ge3", "朴": "piao2", "尉": "wei4", "任": "ren2", "华": "hua4",
    "乐": "yue4", "员": "yun4", "缪": "miao4", "宓": "mi4", "冼": "xian3", "洗": "xian3",
    "逄": "pang2", "晁": "chao2", "种": "chong2", "秘": "bi4", "折": "she2", "那": "na1",
    "葛": "ge3", "纪": "ji3", "柏": "bai3", "卜": "bu3", "车": "che1", "覃": "qin2",
    "褚": "chu3", "繁": "po2", "盛": "sheng4", "召": "shao4", "祭": "zhai4", "燕": "yan1",
    "应": "ying1", "宁": "ning4", "甯": "ning4", "哈": "ha3", "撒": "sa3", "牟": "mu4",
    "佴": "nai4", "能": "nai4", "郇": "xun2", "郗": "xi1", "幺": "yao1", "曲": "qu1",
    "沈": "shen3", "石": "shi2", "费": "fei4", "隗": "wei3", "乜": "nie4", "仉": "zhang3",
    "谌": "chen2", "眭": "sui1", "阚": "kan4", "钭": "tou3", "逯": "lu4", "妫": "gui1",
    "瞿": "qu2", "莘": "shen1", "臧": "zang1", "藏": "zang1", "万": "wan4", "俞": "yu2",
    "於": "yu1", "相": "xiang4", "句": "gou1", "过": "guo1", "缴": "jiao3", "黑": "he4",
    "盍": "he2", "夏": "xia4", "薄": "bo2", "贾": "jia3", "洪": "hong2", "呙": "guo1",
    "令": "ling4", "适": "kuo4", "都": "du1", "角": "jue2", "訾": "zi1", "贲": "ben1",
}  # fmt: skip

COMPOUND = {
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "长孙": "zhang3 sun1", "上官": "shang4 guan1",
    "欧阳": "ou1 yang2", "司马": "si1 ma3", "诸葛": "zhu1 ge3", "夏侯": "xia4 hou2",
    "皇甫": "huang2 fu3", "澹台": "tan2 tai2", "公冶": "gong1 ye3", "宗政": "zong1 zheng4",
    "濮阳": "pu2 yang2", "淳于": "chun2 yu2", "单于": "chan2 yu2", "太叔": "tai4 shu1",
    "申屠": "shen1 tu2", "公孙": "gong1 sun1", "轩辕": "xuan1 yuan2", "令狐": "ling2 hu2",
    "钟离": "zhong1 li2", "宇文": "yu3 wen2", "慕容": "mu4 rong2", "鲜于": "xian1 yu2",
    "闾丘": "lv2 qiu1", "司徒": "si1 tu2", "司空": "si1 kong1", "亓官": "qi2 guan1",
    "呼延": "hu1 yan2", "端木": "duan1 mu4", "东方": "dong1 fang1", "独孤": "du2 gu1",
    "南宫": "nan2 gong1", "拓跋": "tuo4 ba2", "赫连": "he4 lian2", "乐正": "yue4 zheng4",
    "谷梁": "gu3 liang2", "百里": "bai3 li3", "东郭": "dong1 guo1", "西门": "xi1 men2",
    "纳兰": "na4 lan2", "贺兰": "he4 lan2", "叶赫": "ye4 he4", "完颜": "wan2 yan2",
    "哥舒": "ge1 shu1", "夹谷": "jia2 gu3", "颛孙": "zhuan1 sun1", "巫马": "wu1 ma3",
    "左丘": "zuo3 qiu1", "梁丘": "liang2 qiu1", "第五": "di4 wu3", "仲孙": "zhong4 sun1",
}  # fmt: skip
