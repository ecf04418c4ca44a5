"""Work and troubles with what comes of each: a task, its report and result; a trouble, its end."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from guazhi.simulation.temper import in_turn


class Piece(NamedTuple):
    """A piece of work, what the secondee reports of it, and what it came to."""

    title: str
    report: str
    result: str


class Trouble(NamedTuple):
    """What goes wrong, what is first said to it, how it is solved; ``hosts`` if only at some."""

    kind: str
    text: str
    answer: str
    solution: str
    hosts: Collection[str] = ()


class Point(NamedTuple):
    """What is raised at a forum, and what the unit that follows it up has done."""

    text: str
    answer: str


PIECES = {
    "county": (
        Piece(
            "协助分管招商引资，牵头县城商贸物流园项目专班",
            "物流园完成选址比选，三家企业签订意向书，用地预审已上报",
            "项目完成备案，首期用地已经供应，专班转入开工准备",
        ),
        Piece(
            "牵头营商环境“一件事一次办”改革",
            "首批十二个“一件事”完成流程再造，平均材料由十一份减到四份",
            "改革事项全部上线运行，平均办理时限压缩六成",
        ),
        Piece(
            "协调高标准农田建设和土地流转",
            "三个片区施工图通过评审，流转合同签订率百分之九十六",
            "年度建设任务完成，县级初验合格",
        ),
        Piece(
            "联系信访维稳，包案化解积案两件",
            "两件积案各见面三次，一件达成协议，一件进入评估程序",
            "两件积案一件化解、一件依法终结，未发生越级上访",
        ),
        Piece(
            "协助推进县域医共体建设",
            "人员统筹和药品目录统一方案已报县里审议",
            "医共体挂牌运行，乡镇卫生院门诊量同比上升一成五",
        ),
        Piece(
            "牵头文旅融合示范线路建设",
            "沿线五个节点完成设计，两处停车场已经开工",
            "示范线路投入试运行，首月接待游客一万余人次",
        ),
    ),
    "township": (
        Piece(
            "牵头人居环境整治三年行动收官",
            "十四个村完成自查，列出问题九十六项，已整改八十一项",
            "问题清单全部销号，县级验收合格",
        ),
        Piece(
            "负责茶叶产业示范园建设和合作社规范化",
            "示范园道路和滴灌完工，六家合作社建立规范账目",
            "示范园通过市级评审，六家合作社全部达到规范化标准",
        ),
        Piece(
            "包联两个软弱涣散村党组织整顿",
            "两个村班子调整到位，问题整改过半，村务按月张榜公开",
            "两个村整顿验收合格，转入常态管理",
        ),
        Piece(
            "牵头防汛抗旱和地质灾害点巡查",
            "二十三处隐患点逐一落实到人，组织转移演练两次",
            "巡查期间未发生人员伤亡，隐患点台账已移交应急办",
        ),
        Piece(
            "推进村集体经济项目落地",
            "五个村联建项目完成立项，资金到位七成",
            "项目投产，五个村均签订保底分红协议",
        ),
        Piece(
            "协助分管乡村振兴，抓防返贫监测",
            "入户核查监测户一百二十户，新纳入三户",
            "监测户帮扶措施全部落实，抽查未发现问题",
        ),
    ),
    "city": (
        Piece(
            "起草全市重点产业链调研报告",
            "走访企业二十六家，初稿已征求六个部门意见",
            "报告经局党组审定，三条建议写入产业链工作方案",
        ),
        Piece(
            "参与行政审批事项流程再造",
            "梳理事项一百一十项，对其中三十二项提出合并意见",
            "合并后的办事指南对外公布，窗口按新流程受理",
        ),
        Piece(
            "负责全市督查台账和销号管理",
            "台账事项二百零四件，到期办结率百分之九十四",
            "逾期事项全部清零，台账模板在县（区）推开",
        ),
        Piece(
            "参与“十五五”专项规划编制",
            "基础研究完成，指标体系提出两套方案",
            "规划文本通过专家论证，转入报批",
        ),
        Piece(
            "牵头一项地方规范性文件的清理修订",
            "清理出需修改的十八件、需废止的七件",
            "清理结果向社会公布，修订稿通过合法性审核",
        ),
        Piece(
            "协助组织全市业务骨干培训",
            "办班两期一百六十人，课程评价满意率百分之九十七",
            "三期培训全部完成，课件汇编下发县（区）",
        ),
    ),
    "enterprise": (
        Piece(
            "协助分管安全生产标准化创建",
            "三个车间完成自评，整改隐患五十二条",
            "通过安全生产标准化二级评审",
        ),
        Piece(
            "牵头生产线技术改造项目前期工作",
            "可研报告通过评审，设备询价完成三家比选",
            "项目备案和贴息申报完成，进入招标",
        ),
        Piece(
            "参与降本增效专项行动",
            "能耗和辅料定额重新核定，四项措施开始试行",
            "吨产品综合成本下降百分之三点二",
        ),
        Piece(
            "负责校企合作和高技能人才引进",
            "与两所职业院校签订协议，首批实习生二十八人到岗",
            "引进高级技师四名，订单班开班",
        ),
        Piece(
            "协助推进国企改革提升行动任务",
            "二十一项任务完成十六项，任期制契约全部签订",
            "改革台账任务全部完成，通过主管部门评估",
        ),
        Piece(
            "牵头供应链对账清欠工作",
            "与六十三家供应商完成对账，清欠比例过半",
            "无分歧账款全部结清，建立月度对账制度",
        ),
    ),
}
CHORES = (
    Piece("整理上报季度报表", "报表已核对，与统计部门口径一致", "按时上报，无退回"),
    Piece("参加值班和会务保障", "值班十二次、会务四场，交接记录完整", "值班和会务未出差错"),
    Piece("协助接待上级调研", "调研路线和材料备齐，已接待两批", "调研任务完成，反馈的问题已转办"),
    Piece("校核年鉴资料", "初稿校核完毕，更正数据十七处", "校核稿已交编辑部"),
)
OF_AN_OPINION = Piece(
    "", "已拿出初步方案，征求了有关科室意见", "方案经班子会研究同意，已按方案实施"
)
ENDS = {piece.title: piece for pieces in (*PIECES.values(), CHORES) for piece in pieces}

TROUBLES = (
    Trouble(
        "life",
        "周转房漏雨，雨天无法居住，请帮助维修。",
        "后勤人员当日到现场查看，先调换一间房居住，三日内修好屋面。",
        "屋面防水已经重做，经雨天查验不再渗漏。",
    ),
    Trouble(
        "work",
        "分工调整后职责边界不清，几个科室都来找，难以兼顾。",
        "由主要领导召集班子会，重新明确分工。",
        "分工文件已重新印发，与两个科室的职责划分写入附件。",
    ),
    Trouble(
        "life",
        "到包联村没有公共交通，出行全靠搭车。",
        "下村用车纳入单位统一调度，本周起派车。",
        "公务用车每周二、周四固定保障，农村客运票据据实报销。",
        ("county", "township"),
    ),
    Trouble(
        "life",
        "爱人近期住院手术，需要时间照料，工作安排上请予考虑。",
        "同意弹性安排，急事由同科室同志代办，请假按规定办理。",
        "照料期间的工作已由同志代办，爱人术后恢复良好，工作转入正常。",
    ),
    Trouble(
        "work",
        "牵头项目缺少前期经费，推进困难。",
        "已请财务人员测算，拟从工作经费中调剂。",
        "前期经费八万元已从工作经费中调剂到位。",
    ),
    Trouble(
        "thought",
        "担心离开原岗位时间长，业务生疏，心里不踏实。",
        "主要领导已约谈心，并商派出单位按月寄送业务学习资料。",
        "派出单位按月寄送学习资料，本人表示安心挂职。",
    ),
    Trouble(
        "work",
        "不熟悉乡镇财务报账流程，几笔支出迟迟未能办结。",
        "请财政所一对一辅导，先把积压票据理清。",
        "积压的五笔支出全部报结，报账要点已印成单页。",
        ("township",),
    ),
    Trouble(
        "work",
        "与外单位数据共享不畅，牵头工作的进度受影响。",
        "由分管领导出面，与数据、统计部门会商。",
        "已商定共享清单，所需三类数据按周提供。",
    ),
    Trouble(
        "life",
        "食堂周末不开伙，住处周边没有就餐的地方。",
        "先由值班食堂保障周末两餐。",
        "周末值班食堂已经开放，宿舍配了灶具。",
    ),
    Trouble(
        "thought",
        "工作节奏和原单位不同，一时打不开局面，有些着急。",
        "请帮带责任人每周谈一次，并先交一项能够见效的任务。",
        "首项牵头任务已经完成，本人信心明显增强。",
    ),
    Trouble(
        "work",
        "生产工艺不熟，车间现场会上说不上话。",
        "安排技术骨干结对辅导，先跟班两周。",
        "结对辅导结束，已能独立主持现场会。",
        ("enterprise",),
    ),
)
OF_TROUBLE = {trouble.text: trouble for trouble in TROUBLES}
UNKNOWN = Trouble("", "", "已收到，正在会商办理办法。", "问题已经办结，并已向本人反馈。")

POINTS = (
    Point(
        "跨部门数据共享不畅，协调成本较高，希望接收单位出面对接。",
        "已与数据管理部门会商，三类常用数据下月起按周共享。",
    ),
    Point(
        "对专业技术规范还不熟悉，希望安排业务培训。",
        "已列入本季度培训计划，并安排业务骨干结对辅导。",
    ),
    Point(
        "项目资金拨付周期长，影响进度。",
        "情况属实，已与财政部门约定按月拨付，本月进度款已经到账。",
    ),
    Point(
        "人手紧、材料任务偏多，下沉一线的时间得不到保证。",
        "即知即改，取消两项重复报送，每周保证两天到一线。",
    ),
    Point(
        "希望更多参加班子会和现场处置，尽快熟悉全面情况。",
        "已列入班子会列席名单，重要的现场处置随同参加。",
    ),
    Point(
        "联系点任务与分管工作时间冲突，建议统筹安排。",
        "经班子会研究，走访调整到每周四，与分管工作例会错开。",
    ),
)
NOTED = "情况属实，已明确分管领导和责任科室，并向本人作了反馈。"
OF_POINT = {point.text: point.answer for point in POINTS}


def piece(host_kind: str, turn: int, *keys: object) -> Piece:
    """A piece of work such as hosts of this kind give; another on each turn."""
    return in_turn(PIECES.get(host_kind, PIECES["city"]), turn, "matter", *keys)


def trouble(text: str) -> Trouble:
    """The trouble that this is, with what is said to it."""
    return OF_TROUBLE.get(text, UNKNOWN)


def ends_of(title: str) -> Piece:
    """What is reported of a task, and what it came to."""
    return ENDS.get(title, OF_AN_OPINION)


def troubles(host_kind: str) -> Sequence[Trouble]:
    """What may go wrong at a host of this kind."""
    return [each for each in TROUBLES if not each.hosts or host_kind in each.hosts]
