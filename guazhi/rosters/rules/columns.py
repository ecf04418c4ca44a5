"""The columns a roster may have, and the many ways offices head them."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Column(StrEnum):
    """What a column of a roster holds."""

    INDEX = "index"
    NAME = "name"
    SEX = "sex"
    ETHNIC_GROUP = "ethnic_group"
    BIRTH = "birth"
    AGE = "age"
    NATIVE_PLACE = "native_place"
    BIRTH_PLACE = "birth_place"
    GROWING_UP_PLACE = "growing_up_place"
    PARTY_JOINED = "party_joined"
    POLITICAL_STATUS = "political_status"
    WORK_BEGAN = "work_began"
    EDUCATION = "education"
    DEGREE = "degree"
    EDUCATION_AND_DEGREE = "education_and_degree"
    SCHOOL = "school"
    HEALTH = "health"
    RANK = "rank"
    HOME_UNIT = "home_unit"
    HOME_POST = "home_post"
    HOME_UNIT_AND_POST = "home_unit_and_post"
    CADRE_CATEGORY = "cadre_category"
    HOST_UNIT = "host_unit"
    POST = "post"
    TERM = "term"
    TERM_START = "term_start"
    TERM_END = "term_end"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    REMARKS = "remarks"


C = Column

HEADINGS: dict[Column, str] = {
    C.INDEX: "序号 编号 号 序 no no.",
    C.NAME: "姓名 名字 干部姓名 挂职干部 挂职干部姓名 人员姓名 name",
    C.SEX: "性别 sex",
    C.ETHNIC_GROUP: "民族",
    C.BIRTH: "出生年月 出生日期 出生时间 出生年月日 生日 出生",
    C.AGE: "年龄 周岁",
    C.NATIVE_PLACE: "籍贯 原籍",
    C.BIRTH_PLACE: "出生地",
    C.GROWING_UP_PLACE: "成长地 本人成长地",
    C.PARTY_JOINED: "入党时间 入党年月 入党日期 入党 加入中共时间 党派及加入时间 入党派时间",
    C.POLITICAL_STATUS: "政治面貌 党派 政治面目",
    C.WORK_BEGAN: "参加工作时间 参加工作年月 参加工作日期 工作时间 参加工作 参工时间 参工年月",
    C.EDUCATION: "学历 文化程度 最高学历 全日制学历 全日制教育学历 文化",
    C.DEGREE: "学位 最高学位 全日制学位 全日制教育学位",
    C.EDUCATION_AND_DEGREE: "学历学位 学历及学位 学历/学位 学历、学位 学历(学位) 文化程度及学位",
    C.SCHOOL: "毕业院校 毕业院校及专业 毕业院校系及专业 毕业学校 院校 毕业院校系专业",
    C.HEALTH: "健康状况 健康",
    C.RANK: "职级 现任职级 职务职级 级别 行政级别 职务层次 现职级",
    C.HOME_UNIT: (
        "派出单位 选派单位 原单位 原工作单位 工作单位 单位 所在单位 委派单位 派出地 "
        "现工作单位 现单位 推荐单位 现任单位 派员单位"
    ),
    C.HOME_POST: "现任职务 职务 现职务 原职务 现任职 原任职务 任职 现任岗位 单位职务",
    C.HOME_UNIT_AND_POST: (
        "单位及职务 工作单位及职务 现任单位及职务 现工作单位及职务 原单位及职务 "
        "派出单位及职务 工作单位职务 单位和职务 工作单位和职务 现任工作单位及职务 "
        "选派单位及职务 现任职务及单位"
    ),
    C.CADRE_CATEGORY: "干部类别 类别 人员类别 干部类型 选派类别 干部性质",
    C.HOST_UNIT: (
        "挂职单位 接收单位 拟挂职单位 拟挂单位 挂任单位 挂职接收单位 接收挂职单位 "
        "挂职去向 拟接收单位 挂职地 派往单位 派驻单位 挂职锻炼单位"
    ),
    C.POST: (
        "挂任职务 所任职务 拟挂职务 挂职职务 挂职岗位 拟挂任职务 拟挂职职务 拟任职务 "
        "挂任岗位 挂职 担任职务 接收单位职务 挂职锻炼职务 拟挂岗位 岗位"
    ),
    C.TERM: (
        "挂职起止时间 挂职时间 挂职期限 起止时间 挂职起止年月 挂职起止日期 "
        "挂职锻炼时间 挂任时间 挂职期间 期限 时间 挂职锻炼期限 挂职锻炼起止时间 "
        "起止年月 起止日期"
    ),
    C.TERM_START: (
        "挂职开始时间 开始时间 挂职起始时间 起始时间 挂职开始日期 开始日期 起始日期 "
        "到岗时间 挂职开始年月 开始年月 起 挂职时间起 自"
    ),
    C.TERM_END: (
        "挂职结束时间 挂职拟结束时间 拟结束时间 结束时间 终止时间 挂职终止时间 "
        "结束日期 截止时间 截止日期 挂职结束日期 挂职结束年月 结束年月 拟结束日期 "
        "期满时间 止 挂职时间止"
    ),
    C.ID_NUMBER: (
        "身份证号 身份证号码 公民身份号码 身份证 居民身份证号码 居民身份证号 身份号码 "
        "证件号码 公民身份证号码"
    ),
    C.PHONE: "联系电话 手机 手机号 手机号码 电话 联系方式 电话号码 移动电话 联系手机",
    C.REMARKS: "备注 说明 备考",
}

BY_HEADING: dict[str, Column] = {}
for _column, _headings in HEADINGS.items():
    for _heading in _headings.split():
        BY_HEADING.setdefault(_heading, _column)

# What a heading must hold, tried in order, when it is not one of those above.
HINTS: tuple[tuple[str, Column], ...] = (
    (r"身份证|身份号码", C.ID_NUMBER),
    (r"姓名", C.NAME),
    (r"电话|手机", C.PHONE),
    (r"出生(?!地).*(?:年|月|日|时间)", C.BIRTH),
    (r"入党", C.PARTY_JOINED),
    (r"参加工作|参工", C.WORK_BEGAN),
    (r"政治面貌", C.POLITICAL_STATUS),
    (r"(?:挂|任职).*(?:开始|起始)(?!.*(?:结束|终止|止))", C.TERM_START),
    (r"(?:挂|任职).*(?:结束|终止|截止|期满)", C.TERM_END),
    (r"(?:挂职|挂任|拟挂).*(?:起止|期限|时间|年月)", C.TERM),
    (r"(?:挂|接收|派往).*单位(?!.*(?:职务|岗位))", C.HOST_UNIT),
    (r"(?:挂|接收).*(?:职务|岗位)", C.POST),
    (r"(?:派出|选派|原|现|工作).*单位.*职务", C.HOME_UNIT_AND_POST),
    (r"(?:派出|选派|原|工作|委派|推荐).*单位", C.HOME_UNIT),
    (r"现任.*职务|原.*职务", C.HOME_POST),
    (r"干部.*(?:类别|类型)", C.CADRE_CATEGORY),
    (r"学历.*学位", C.EDUCATION_AND_DEGREE),
    (r"学历", C.EDUCATION),
    (r"学位", C.DEGREE),
    (r"院校", C.SCHOOL),
)
UNDER_HOST = re.compile(r"挂|接收")
UNDER_HOME = re.compile(r"派出|选派|原|现|委派")
UNDER_TERM = re.compile(r"时间|期限|起止|日期")
START_WORDS = {
    "起",
    "始",
    "开始",
    "起始",
    "自",
    "从",
    "开始时间",
    "起始时间",
    "开始日期",
    "起始日期",
}
END_WORDS = {"止", "终", "结束", "终止", "至", "截止", "到", "结束时间", "终止时间", "结束日期"}


@lru_cache(maxsize=4096)
def plain_heading(text: str) -> str:
    """A heading without blanks, line breaks, marks and bracketed hints."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff*:]+", "", text).lower()
    return re.sub(r"\([^()]*\)", "", text).strip("、,;./") or text


@lru_cache(maxsize=4096)
def column_of(heading: str) -> Column | None:
    """The column that a heading names, or none."""
    for plain in (plain_heading(heading), plain_heading(heading).removesuffix("名称")):
        if plain in BY_HEADING:
            return BY_HEADING[plain]
    plain = plain_heading(heading)
    if not plain or len(plain) > 16:
        return None
    return next((column for hint, column in HINTS if re.search(hint, plain)), None)


def column_under(top: str, below: str) -> Column | None:
    """The column headed ``below`` in the second row of a heading that spans it with ``top``."""
    above, under = plain_heading(top), plain_heading(below)
    if not under or under == above:
        return column_of(top)
    if UNDER_TERM.search(above) and under in START_WORDS | END_WORDS:
        return C.TERM_START if under in START_WORDS else C.TERM_END
    plain = column_of(below)
    if plain in {C.HOME_UNIT, C.HOME_POST} and UNDER_HOST.search(above):
        return C.HOST_UNIT if plain is C.HOME_UNIT else C.POST
    if plain is C.POST and UNDER_HOME.search(above) and not UNDER_HOST.search(above):
        return C.HOME_POST
    return plain or column_of(above + under)


def heading_of(column: Column) -> str:
    """The usual heading of a column."""
    return HEADINGS[column].split()[0]
