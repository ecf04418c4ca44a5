"""What the name of a unit tells."""

from difflib import get_close_matches

import pytest

from guazhi.organisations.rules import (
    SHORTLIST,
    Kind,
    Level,
    direction,
    named_city,
    named_county,
    read_unit_name,
    similar,
)

CITY = "安澜市"
COUNTIES = ("清溪县", "东川区", "望湖区")


@pytest.mark.parametrize(
    ("name", "kind", "level", "county", "township", "confident"),
    [
        ("市教育局", "organ", "city", "", "", True),
        ("安澜市教育局", "organ", "city", "", "", True),
        ("市政府办公室", "organ", "city", "", "", True),
        ("市住房和城乡建设局", "organ", "city", "", "", True),
        ("市委组织部", "department", "city", "", "", True),
        ("中共安澜市委组织部", "department", "city", "", "", True),
        ("中共清溪县委组织部", "department", "county", "清溪县", "", True),
        ("清溪县人民政府", "organ", "county", "清溪县", "", True),
        ("安澜市清溪县财政局", "organ", "county", "清溪县", "", True),
        ("清溪县住房和城乡建设局", "organ", "county", "清溪县", "", True),
        ("清溪县乡村振兴局", "organ", "county", "清溪县", "", True),
        ("东川区农业农村局", "organ", "county", "东川区", "", True),
        ("东川区马栏镇党委", "organ", "township", "东川区", "马栏镇", True),
        ("中共东川区马栏镇委员会", "organ", "township", "东川区", "马栏镇", True),
        ("东川区东川街道人民政府", "organ", "township", "东川区", "东川街道", True),
        ("东川区东川街道办事处", "organ", "township", "东川区", "东川街道", True),
        ("清溪县第一中学", "institution", "county", "清溪县", "", True),
        ("市第一人民医院", "institution", "city", "", "", True),
        ("市中级人民法院", "organ", "city", "", "", True),
        ("东川区马栏镇中心小学", "institution", "township", "东川区", "马栏镇", True),
        ("安澜机床厂", "enterprise", "city", "", "", True),
        ("安澜市城市建设投资集团有限公司", "enterprise", "city", "", "", True),
        ("望湖化工有限公司", "enterprise", "county", "望湖区", "", False),
        ("红星集团", "enterprise", "city", "", "", False),
        ("马栏镇人民政府", "organ", "township", "", "马栏镇", False),
        ("镇海区人民政府", "organ", "county", "镇海区", "", False),
        ("清溪县", "county", "county", "清溪县", "", True),
        ("安澜市", "city", "city", "", "", True),
        ("教育局", "organ", "city", "", "", False),
        ("安澜经济技术开发区管理委员会", "organ", "city", "", "", True),
        ("市公安局东川区分局", "organ", "city", "", "", True),
    ],
)
def test_a_name_tells_kind_and_place(
    name: str, kind: str, level: str, county: str, township: str, *, confident: bool
) -> None:
    read = read_unit_name(name, CITY, COUNTIES)

    assert (read.kind, read.level, read.county, read.township, read.confident) == (
        kind, level, county, township, confident,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市教育局", "安澜市教育局"),
        ("清溪县政府", "清溪县人民政府"),
        ("中共东川区马栏镇委员会", "东川区马栏镇党委"),
        ("东川区东川街道办", "东川区东川街道办事处"),
        ("中共清溪县委组织部", "安澜市清溪县委组织部"),
        ("清溪（县）财政局", "清溪(县)财政局"),
    ],
)
def test_two_spellings_of_one_unit_have_one_key(one: str, other: str) -> None:
    assert read_unit_name(one, CITY, COUNTIES).key == read_unit_name(other, CITY, COUNTIES).key


def test_a_unit_of_another_city_is_another_unit() -> None:
    away = read_unit_name("深圳市龙岗区教育局", CITY, COUNTIES)

    assert (away.city, away.county, away.is_elsewhere, away.confident) == (
        "深圳市",
        "龙岗区",
        True,
        False,
    )
    assert away.key != read_unit_name("龙岗区教育局", CITY, COUNTIES).key


def test_areas_are_named_at_the_beginning() -> None:
    assert [named_county(name) for name in ("清溪县乡村振兴局", "市教育局", "安澜市东川区政府", "工业园区管委会")] == [
        "清溪县", "", "东川区", "",
    ]  # fmt: skip
    assert named_city("填报单位：安澜市委组织部  2026年3月1日") == "安澜市"


@pytest.mark.parametrize(
    ("name", "host_kind"),
    [
        ("清溪县人民政府", "county"),
        ("东川区马栏镇党委", "township"),
        ("市教育局", "city"),
        ("望湖化工有限公司", "enterprise"),
    ],
)
def test_hosts_are_of_four_kinds(name: str, host_kind: str) -> None:
    assert read_unit_name(name, CITY, COUNTIES).host_kind == host_kind


@pytest.mark.parametrize(
    ("home", "host", "expected"),
    [("city", "county", "down"), ("township", "city", "up"), ("city", "city", "across")],
)
def test_the_direction_follows_the_levels(home: str, host: str, expected: str) -> None:
    assert direction(home, host) == expected


def test_a_slip_finds_the_name_meant() -> None:
    assert similar("市教肓局", ["市教育局", "市财政局"]) == ["市教育局"]


def test_the_nearest_names_come_first_and_they_are_those_of_a_full_comparison() -> None:
    known = [
        "市教育局",
        "市体育局",
        "市教育体育局",
        "市财政局",
        "清溪县教育局",
        "教育局",
        "局育教市",
        "",
    ]

    for name in ("市教肓局", "市教育局局", "教体局", "市", ""):
        assert similar(name, known) == get_close_matches(name, known, n=3, cutoff=0.72)


def test_only_the_likeliest_of_many_names_are_compared_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []

    def counted(name: str, names: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(names))
        return get_close_matches(name, names, n=n, cutoff=cutoff)

    monkeypatch.setattr("difflib.get_close_matches", counted)
    known = [f"市{number:04d}单位人民政府办公室" for number in range(5000)]

    assert similar("市0042单位人民政府办公宝", known)[0] == known[42]
    assert compared == [SHORTLIST]


def test_kinds_and_levels_have_their_names() -> None:
    assert (Kind.ORGAN.value, Level.CITY.value) == ("organ", "city")
