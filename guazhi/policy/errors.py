"""What is wrong with a policy file: where, what was found, what is allowed, in both languages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from guazhi.policy.yamltext import Node, Problem

Place = Sequence[str | int]

# code -> (English, Chinese); {found} and {path} may be used.
MESSAGES: dict[str, tuple[str, str]] = {
    "no_file": ("there is no such file", "没有这个文件"),
    "is_folder": ("this is a folder, not a file", "这是文件夹，不是文件"),
    "not_readable": ("the file may not be read, or the disk failed", "文件无权读取或读取出错"),
    "too_big": ("the file is too large", "文件过大"),
    "not_utf8": (
        "the file is not UTF-8 text; save it as UTF-8",
        "文件不是 UTF-8 编码，请另存为 UTF-8",
    ),
    "not_yaml": ("this is not valid YAML: {found}", "YAML 格式有误，请检查缩进、冒号和引号"),
    "not_a_mapping": ("the file must hold keys and values", "文件内容应为“键: 值”结构"),
    "several_documents": ("the file must hold one document", "一个文件只能有一份文档"),
    "alias": ("anchors and aliases are not accepted: {found}", "不接受锚点和别名：{found}"),
    "tag": ("tags are not accepted: {found}", "不接受类型标记：{found}"),
    "too_deep": ("the file is nested too deeply", "嵌套层次过深"),
    "key_not_text": ("a key must be plain text", "键必须是文字"),
    "duplicate_key": ("the key “{found}” stands twice", "键“{found}”重复"),
    "impossible_date": ("{found} is not a day of the calendar", "{found} 不是存在的日期"),
    "unknown_key": ("unknown key “{found}”", "未知的键“{found}”"),
    "missing_key": ("“{found}” is missing", "缺少“{found}”"),
    "wrong_type": ("{path}: “{found}” has the wrong type", "{path}：“{found}”类型不对"),
    "wrong_form": ("{path}: “{found}” is not written as it should be", "{path}：“{found}”写法不对"),
    "out_of_range": ("{path}: {found} is out of range", "{path}：{found} 超出范围"),
    "unknown_value": ("{path}: unknown value “{found}”", "{path}：未知的取值“{found}”"),
    "unknown_timing": ("{path}: no known form of timing", "{path}：不是已知的期限写法"),
    "one_unit": ("{path}: give exactly one unit of time", "{path}：时间单位须且只能写一个"),
    "unknown_clause": ("unknown clause “{found}”", "未知的条款“{found}”"),
    "no_citation": (
        "{path} cites nothing: give a clause or a source",
        "{path} 没有依据：须写明条款（clause）或来源（source）",
    ),
    "unknown_evidence": ("unknown kind of evidence “{found}”", "未知的佐证类型“{found}”"),
    "unknown_brought": ("a report cannot bring in “{found}”", "工作汇报不能自动带入“{found}”"),
    "unknown_happening": ("unknown kind of happening “{found}”", "未知的事项类型“{found}”"),
    "unknown_event": ("unknown event “{found}”", "未知的提醒事项“{found}”"),
    "told_twice": ("{path}: “{found}” stands twice", "{path}：“{found}”重复"),
    "unknown_parameter": ("unknown parameter “{found}”", "未知的参数“{found}”"),
    "missing_parameter": ("the parameter “{found}” is missing", "缺少参数“{found}”"),
    "unknown_category": ("unknown category “{found}”", "未知的岗位类别“{found}”"),
    "unknown_topic": ("unknown topic “{found}”", "未知的选项“{found}”"),
    "unknown_grade": ("unknown grade “{found}”", "未知的等次“{found}”"),
    "term_order": (
        "{path}: months must rise from min over normal and max to extended, found {found}",
        "{path}：月数应为 min ≤ normal ≤ max ≤ extended，现为 {found}",
    ),
    "dates_order": ("{path}: it ends before it begins", "{path}：结束日期早于开始日期"),
    "one_value": (
        "{path}: give either a value with its “from”, or a list of values",
        "{path}：value 与 from 一起写，或只写 values 列表",
    ),
    "same_day_twice": (
        "{path}: two values begin on {found}",
        "{path}：两个取值同日（{found}）生效",
    ),
    "no_owner": ("{path}: name at least one owner", "{path}：至少写明一个责任方"),
    "owner_not_needed": (
        "{path}: a duty that follows a happening is owed by whom it concerns; leave owners out",
        "{path}：由事项产生的职责随事项确定责任方，不写 owners",
    ),
    "mixed_owners": (
        "{path}: one duty is owed either by organisations or by persons; write two",
        "{path}：同一职责不能既由单位又由个人承担，请分写两条",
    ),
    "timing_needs_happening": (
        "{path}: a duty of scope happening needs the timing “after”",
        "{path}：scope 为 happening 时，期限须用 after",
    ),
    "post_twice": (
        "{path}: the post “{found}” stands in two categories",
        "{path}：岗位“{found}”重复归类",
    ),
    "pack_twice": (
        "the pack “{found}” stands in another file of this folder too",
        "政策包“{found}”在同一文件夹的其他文件中已有",
    ),
    "unknown_change": ("unknown change of course “{found}”", "未知的变更类型“{found}”"),
    "no_department": (
        "{path}: an organisation department must consent",
        "{path}：须有组织部门同意",
    ),
    "consents_twice": ("{path}: “{found}” consents twice", "{path}：“{found}”重复"),
    "weights_not_whole": (
        "{path}: the weights come to {found}, not to 100",
        "{path}：权重合计为 {found}，应为 100",
    ),
    "ladder_order": (
        "{path}: the days must rise from rung to rung, found {found}",
        "{path}：各级天数应逐级递增，现为 {found}",
    ),
    "ladder_open": (
        "{path}: the last rung, and only the last, has no up_to",
        "{path}：最后一级且只有最后一级不写 up_to",
    ),
    "unknown_check": ("{path}: no known kind of check", "{path}：不是已知的审查类型"),
    "age_or_cutoff": (
        "{path}: give either an age or a month of birth",
        "{path}：年龄（under）和出生时间（born_from）须且只能写一个",
    ),
    "not_month_start": (
        "{path}: {found} is not the first day of a month; births are kept by month",
        "{path}：{found} 不是每月第一天（出生时间按年月记载）",
    ),
    "limit_twice": ("{path}: two limits hold for “{found}”", "{path}：“{found}”有两个限额"),
    "unknown_leave": ("{path}: unknown kind of leave “{found}”", "{path}：未知的假别“{found}”"),
    "grade_twice": ("{path}: the grade “{found}” stands twice", "{path}：等次“{found}”重复"),
    "grades_order": (
        "{path}: points and thresholds fall from the best grade to the worst, at 0; found {found}",
        "{path}：分值和起点分应由高到低，末等起点分为 0，现为 {found}",
    ),
    "unknown_source": ("{path}: nobody judges as “{found}”", "{path}：未知的评价主体“{found}”"),
    "indicator_twice": ("{path}: “{found}” is rated twice", "{path}：指标“{found}”重复"),
    "quorum_share": (
        "{path}: more must be there than there are: {found}",
        "{path}：到会人数要求超过总人数：{found}",
    ),
    "cap_order": (
        "{path}: the cap with consent is below the one without: {found}",
        "{path}：经同意后的比例上限低于一般上限：{found}",
    ),
    "ends_before_start": (
        "{path}: it ends before it begins, on {found}",
        "{path}：结束日期 {found} 早于开始日期",
    ),
    "unknown_blank": ("{path}: unknown blank “{found}”", "{path}：未知的填空“{found}”"),
    "one_limit": ("{path}: give limits, or one share", "{path}：应写明人数上下限，或一个比例"),
    "fixed_twice": ("{path}: “{found}” is fixed twice", "{path}：“{found}”被重复固定"),
    "other_year": ("{path}: {found} lies in another year", "{path}：{found} 不在本年度"),
    "not_weekend": ("{path}: {found} is no weekend day", "{path}：{found} 不是周末"),
}
# What may stand instead, where it is described and not a word of the file itself.
KINDS_ZH = {
    "text in quotes": "加引号的文字",
    "whole number": "整数",
    "number": "数字",
    "keys and values": "键和值",
    "list": "列表",
    "day such as 2026-03-01": "日期，如 2026-03-01",
}
SHOWN = 30


@dataclass(frozen=True, slots=True)
class PackError:
    """One fault of a policy file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    path: str
    message_code: str
    allowed: tuple[str, ...] = ()
    found: str = ""

    @classmethod
    def of(cls, file: Path, problem: Problem) -> "PackError":
        """The fault of the text that ``problem`` tells of."""
        return cls(
            str(file),
            problem.line,
            problem.column,
            "",
            problem.code,
            problem.allowed,
            problem.found,
        )

    @classmethod
    def at(
        cls,
        file: Path,
        root: Node,
        place: Place,
        code: str,
        *,
        allowed: tuple[str, ...] = (),
        found: str = "",
    ) -> "PackError":
        """A fault at ``place`` of the tree, or at the nearest thing that stands there."""
        line, column, path = where(root, place)
        return cls(str(file), line, column, path, code, allowed, found)

    @property
    def str_en(self) -> str:
        """The fault as an English sentence."""
        near = self._near()
        hint = f"; did you mean “{near}”?" if near else ""
        allowed = f" (allowed: {_listed(self.allowed, ', ')})" if self.allowed else ""
        return self._said(0) + hint + allowed

    @property
    def str_zh(self) -> str:
        """The fault as a Chinese sentence."""
        near = self._near()
        hint = f"，是否应为“{near}”？" if near else ""
        words = tuple(KINDS_ZH.get(word, word) for word in self.allowed)
        allowed = f"（可用：{_listed(words, '、')}）" if words else ""
        return self._said(1) + hint + allowed

    def _said(self, language: int) -> str:
        return MESSAGES[self.message_code][language].format(found=self.found, path=self.path)

    def _near(self) -> str:
        """The allowed word that looks most like what was found."""
        words = [word for word in self.allowed if " " not in word and word != self.found]
        return next(iter(get_close_matches(self.found, words, 1)), "")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.str_en}"


class PackRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A policy file was refused; every fault is told, in order of line."""

    def __init__(self, errors: Iterable[PackError]) -> None:
        self.errors: tuple[PackError, ...] = tuple(
            sorted(errors, key=lambda error: (error.file, error.line, error.column))
        )
        super().__init__("\n".join(str(error) for error in self.errors))


def _listed(words: Sequence[str], separator: str) -> str:
    shown = separator.join(words[:SHOWN])
    return shown + (f"{separator}…" if len(words) > SHOWN else "")


def where(root: Node, place: Place) -> tuple[int, int, str]:
    """Line, column and path of ``place``; steps that name nothing are left out."""
    node, line, column, path = root, root.line, root.column, ""
    for step in place:
        if node.entries is not None and step in node.entries:
            key, node = node.entries[str(step)]
            line, column = key.line, key.column
            path = f"{path}.{step}" if path else str(step)
        elif node.items is not None and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line, column = node.line, node.column
            path = f"{path}[{step + 1}]"
    return line, column, path
