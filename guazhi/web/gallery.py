"""Made-up content for the page that shows the design system; no row is read."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guazhi.web.components import (
    About,
    Bar,
    Citation,
    Happening,
    Mark,
    Node,
    Pages,
    Stat,
    Tab,
    TermRow,
    Tone,
    Why,
)
from guazhi.web.forms import day_field
from guazhi.web.menu import Item

TODAY = date(2026, 8, 20)
CLAUSE = Citation("S2.1.11", "要经常听取挂职干部的意见，了解他们的思想、工作情况。", "#why")


class TalkForm(forms.Form):
    """A form with every kind of field."""

    day = day_field(
        label=_("Date"),
        help_text=_("The day of the talk, today or earlier."),
    )
    place = forms.CharField(label=_("Place"), max_length=40, required=False)
    way = forms.ChoiceField(
        label=_("How"),
        choices=[("face", _("Face to face")), ("phone", _("By telephone")), ("visit", _("Visit"))],
        widget=forms.RadioSelect,
    )
    aspect = forms.ChoiceField(
        label=_("Aspect"), choices=[("work", _("Work")), ("thought", _("Thinking"))]
    )
    content = forms.CharField(label=_("Content"), widget=forms.Textarea, min_length=4)
    told = forms.BooleanField(label=_("The secondee has read this note"))


class RegisterFilter(forms.Form):
    """The filters of a list."""

    q = forms.CharField(
        label=_("Name or pinyin"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    light = forms.ChoiceField(
        label=_("Light"),
        required=False,
        choices=[("", _("All")), ("red", _("Overdue")), ("yellow", _("Due soon"))],
    )
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        choices=[("", _("All")), ("1", "青川县"), ("2", "江安区")],
    )


def samples() -> dict[str, Any]:
    """What the page shows."""
    return {
        "menu": menu(),
        "simulated_day": TODAY,
        "form": TalkForm(),
        "wrong_form": TalkForm({"day": "2027-05-01", "content": "好"}),
        "filter_form": RegisterFilter(),
        "tree": tree(),
        **PEOPLE,
        **FIGURES,
    }


def menu() -> list[Item]:
    """A menu with its first place marked."""
    places = [
        (_("To do"), "checklist"),
        (_("Register"), "users"),
        (_("Intakes"), "layout-kanban"),
        (_("Forums"), "messages"),
        (_("Good practice"), "bulb"),
        (_("Policy"), "book"),
    ]
    return [Item(label, "#", icon, index == 0) for index, (label, icon) in enumerate(places)]


# A list, a person, and what is known of him.
PEOPLE: dict[str, Any] = {
    "rows": [
        ("陈思远", "市发展和改革委员会", "青川县", "县长助理", date(2027, 2, 28), "red", 3),
        ("李静", "市财政局", "白水镇", "乡镇党委副书记", date(2027, 2, 28), "yellow", 1),
        ("欧阳明辉", "江安区住建局", "市自然资源局", "局长助理", date(2026, 8, 31), "green", 0),
        ("王磊", "青川县经信局", "锦程机械有限公司", "经理助理", date(2026, 8, 31), "green", 0),
    ],
    "about": About(
        "陈思远",
        ("市发展和改革委员会 → 青川县人民政府 · 县长助理", "2026-03-01 – 2027-02-28"),
        "#person",
        "red",
    ),
    "pairs": [
        (_("Home organisation"), "市发展和改革委员会"),
        (_("Host unit"), "青川县人民政府"),
        (_("Mentor"), "周建国（县长）"),
        (_("Telephone"), ""),
    ],
    "reason": Why(
        _("The host hears the secondee every month."),
        CLAUSE,
        "speech 2026.1",
        (
            (_("Counted from"), "2026-03-01"),
            (_("Open from"), "2026-08-01"),
            (_("Due"), "2026-08-31"),
        ),
    ),
    "citation": CLAUSE,
    "happenings": [
        Happening(date(2026, 8, 31), _("Talk due"), tone=Tone.YELLOW),
        Happening(date(2026, 7, 18), _("Talk overdue"), tone=Tone.RED, url="#timeline"),
        Happening(
            date(2026, 3, 12),
            _("Training plan approved"),
            "三项重点任务，两项实质性工作。",
            "周建国",
            Tone.GREEN,
        ),
        Happening(date(2026, 3, 1), _("Arrived"), by="青川县人民政府", tone=Tone.BLUE),
    ],
}


# Counts, tabs, charts.
FIGURES: dict[str, Any] = {
    "stats": [
        Stat(_("Overdue"), 3, "#", Tone.RED, "alert-octagon", _("oldest since 2026-07-31")),
        Stat(_("Due soon"), 12, "#", Tone.YELLOW, "alert-triangle"),
        Stat(_("In progress"), 41, "#", Tone.PLAIN, "hourglass"),
        Stat(_("Waiting for my decision"), 0, "#", Tone.PLAIN, "gavel"),
    ],
    "tab_items": [
        Tab(_("To do"), "#tabs", active=True, count=15),
        Tab(_("Done"), "#tabs", count=208),
        Tab(_("All"), "#tabs"),
    ],
    "pages": Pages(50, "", "?after=50", 67),
    "bars_by_party": [
        Bar(_("City"), ((Tone.GREEN, 40), (Tone.YELLOW, 4), (Tone.RED, 0)), "40 / 44", "#bars"),
        Bar(_("County"), ((Tone.GREEN, 61), (Tone.YELLOW, 6), (Tone.RED, 9)), "61 / 76"),
        Bar(_("Host unit"), ((Tone.GREEN, 180), (Tone.YELLOW, 22), (Tone.RED, 14)), "180 / 216"),
    ],
    "terms": [
        TermRow(
            "陈思远",
            date(2026, 3, 1),
            date(2027, 2, 28),
            "#gantt",
            (
                Mark(date(2026, 8, 31), _("Mid-term assessment"), Tone.YELLOW),
                Mark(date(2027, 2, 10), _("Final assessment")),
            ),
        ),
        TermRow(
            "李静",
            date(2026, 3, 1),
            date(2027, 2, 28),
            "#gantt",
            (Mark(date(2026, 8, 31), _("Mid-term assessment"), Tone.GREEN),),
        ),
        TermRow(
            "欧阳明辉",
            date(2026, 3, 1),
            date(2026, 8, 31),
            "#gantt",
            (
                Mark(date(2026, 5, 31), _("Mid-term assessment"), Tone.RED),
                Mark(date(2026, 8, 20), _("Final assessment"), Tone.YELLOW),
            ),
        ),
    ],
    "day_of_plan": TODAY,
}


def tree() -> list[Node]:
    """A small tree of units."""
    return [
        Node(
            "云州市",
            "#tree",
            67,
            is_open=True,
            children=(
                Node("市直机关", "#tree", 12),
                Node(
                    "青川县",
                    "#tree",
                    21,
                    active=True,
                    is_open=True,
                    children=(Node("白水镇", "#tree", 3), Node("青川县经信局", "#tree", 1)),
                ),
                Node("江安区", "#tree", 18, lazy_url="/design/"),
            ),
        ),
    ]
