"""The components that every page is built from. Each is shown, in every state, at ``/design/``."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guazhi import policy
from guazhi.access.models import ROLE_NAMES
from guazhi.access.once import FIELD
from guazhi.web.charts import bar_rows, term_plan
from guazhi.web.components import Bar, Citation, Happening, Node, Pages, Stat, Tab, TermRow, Why
from guazhi.web.payload import payload_in_words
from guazhi.web.verbs import thing_in_words, verb_in_words
from guazhi.web.words import Bilingual, in_language

register = template.Library()

Text = str | Promise

LIGHTS: dict[str, tuple[str, Text]] = {
    "green": ("circle-check", _("On track")),
    "yellow": ("alert-triangle", _("Due soon")),
    "red": ("alert-octagon", _("Overdue")),
    "": ("circle-dashed", _("Nothing due")),
}
STANDINGS: dict[str, tuple[str, str, Text]] = {
    "met": ("green", "circle-check", _("Met")),
    "met_late": ("green", "clock-check", _("Met late")),
    "due_soon": ("yellow", "alert-triangle", _("Due soon")),
    "overdue": ("red", "alert-octagon", _("Overdue")),
    "waived": ("", "circle-minus", _("Waived")),
    "open": ("blue", "hourglass", _("In progress")),
    "upcoming": ("", "circle-dashed", _("Not yet open")),
    "void": ("", "circle-x", _("No longer owed")),
}


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """An outline icon of the sprite; without a label it is decoration."""
    if label:
        shape = '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>'
        return format_html(shape, label, _sprite(name))
    return _decoration(name)


@lru_cache(maxsize=512)
def _sprite(name: str) -> str:
    return f"{static('vendor/tabler-icons/icons.svg')}#{name}"


@lru_cache(maxsize=512)
def _decoration(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', _sprite(name))


@register.simple_tag
def colon() -> str:
    """A colon as the language of the page sets it."""
    return ": " if (get_language() or "en").startswith("en") else "："


@register.simple_tag
def comma() -> str:
    """What parts the things of a list, as the language of the page sets it."""
    return ", " if (get_language() or "en").startswith("en") else "、"


@register.filter
def listed(things: Iterable[object]) -> str:
    """Names one after another."""
    return comma().join(map(str, things))


@register.simple_tag
def once() -> SafeString:
    """The number of a form as it is shown now: sent twice, it has one effect."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token_urlsafe(16))


@register.simple_tag
def light(tone: str, words: Text = "") -> SafeString:
    """A light: colour, icon and words, never colour alone."""
    sign, usual = LIGHTS[str(tone)]
    return _badge(str(tone), sign, str(words or usual))


@register.simple_tag
def standing(code: str, words: Text = "") -> SafeString:
    """How an obligation stands."""
    tone, sign, usual = STANDINGS[str(code)]
    return _badge(tone, sign, str(words or usual))


@register.filter
def verb(name: str) -> str:
    """What an entry of the ledger did, in words."""
    return verb_in_words(name)


@register.filter
def thing(about: str) -> str:
    """What an entry of the ledger is about, in words."""
    return thing_in_words(about)


@register.filter
def in_words(payload: dict[str, object]) -> list[tuple[str, str]]:
    """What an entry of the ledger carries, in words."""
    return payload_in_words(payload)


@register.simple_tag
def tag(words: Text, tone: str = "") -> SafeString:
    """A plain label: a state, a category."""
    return format_html('<span class="{}">{}</span>', f"tag is-{tone}" if tone else "tag", words)


@lru_cache(maxsize=512)
def _badge(tone: str, sign: str, words: str) -> SafeString:
    css = f"light is-{tone}" if tone else "light"
    return format_html('<span class="{}">{}{}</span>', css, icon(sign), words)


@register.simple_tag
def day(value: date | None) -> SafeString:
    """A day, the same in every language so that columns align."""
    if value is None:
        return mark_safe("—")
    return _time(value.isoformat()[:10])


@lru_cache(maxsize=4096)
def _time(text: str) -> SafeString:
    return format_html('<time class="nowrap" datetime="{0}">{0}</time>', text)


@register.simple_tag
def said(words: Bilingual | None) -> str:
    """What a pack says, in the language of the page."""
    return in_language(words) if words else ""


@register.filter
def role_name(role: str) -> Text:
    """The name of a role."""
    return ROLE_NAMES.get(str(role), str(role))


@register.simple_tag
def masked(value: str) -> SafeString:
    """A value that arrived masked, said to be so."""
    said = _("partly hidden")
    shape = '<span class="masked">{}{} <span class="visually-hidden">{}</span></span>'
    return format_html(shape, icon("lock"), f" {value}", said)


@register.simple_tag
def progress(done: int, total: int, label: Text = "", tone: str = "") -> SafeString:
    """A share done, as a bar and as figures."""
    shape = (
        '<span class="progress-line"><progress class="{}" value="{}" max="{}" aria-label="{}">'
        "</progress><span>{} / {}</span></span>"
    )
    css = f"is-{tone}" if tone else ""
    return format_html(shape, css, done, max(total, 1), label or _("Progress"), done, total)


@register.simple_tag
def stat_card(stat: Stat) -> SafeString:
    """A count that opens its list; nought is quiet."""
    tone = "is-zero" if stat.count == 0 else f"is-{stat.tone}" if stat.tone else ""
    inside = format_html(
        '<span class="stat-label">{}{}</span><span class="stat-figure">{}</span>{}',
        icon(stat.icon) if stat.icon else "",
        stat.label,
        stat.count,
        format_html('<span class="stat-note">{}</span>', stat.note) if stat.note else "",
    )
    if stat.url:
        return format_html('<a class="stat {}" href="{}">{}</a>', tone, stat.url, inside)
    return format_html('<div class="stat {}">{}</div>', tone, inside)


@register.simple_tag
def stat_chip(stat: Stat) -> SafeString:
    """The same count on one line, beside others; nought is quiet."""
    tone = "is-zero" if stat.count == 0 else f"is-{stat.tone}" if stat.tone else ""
    inside = format_html('{} <span class="count">{}</span>', stat.label, stat.count)
    return format_html('<a class="chip {}" href="{}">{}</a>', tone, stat.url, inside)


@register.simple_tag(takes_context=True)
def sort_header(context: Context, key: str, label: Text, css: str = "") -> SafeString:
    """A heading that sorts by ``key``, and the other way when pressed again."""
    query = context["request"].GET.copy()
    now = query.get("sort", context.get("sort", ""))
    query["sort"] = f"-{key}" if now == key else key
    query.pop("after", None)
    query.pop("before", None)
    order, sign = {
        key: ("ascending", "chevron-up"),
        f"-{key}": ("descending", "chevron-down"),
    }.get(now, ("", "selector"))
    return format_html(
        '<th scope="col" class="{}"{}><a class="table-sort" href="?{}">{}{}</a></th>',
        css,
        format_html(' aria-sort="{}"', order) if order else "",
        query.urlencode(),
        label,
        icon(sign),
    )


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field: label, control, help, errors."""
    kind, css = _kind(bound)
    control = bound.as_widget(attrs={"class": css} if css else {})
    wanted = bound.field.required or bound.name in getattr(bound.form, "wanted", ())
    return {"bound": bound, "kind": kind, "control": control, "wanted": wanted}


@register.simple_tag
def filter_control(bound: BoundField) -> SafeString:
    """The bare control of a filter."""
    css = _kind(bound)[1]
    return bound.as_widget(attrs={"class": css} if css else {})


def _kind(bound: BoundField) -> tuple[str, str]:
    """How a field is laid out, and the class of its control."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden", ""
    if isinstance(widget, forms.CheckboxInput):
        return "check", "form-check-input"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices", ""
    if isinstance(widget, forms.Select):
        return "select", "form-select"
    return "control", "form-control"


@register.inclusion_tag("components/why.html")
def why(basis: Why | None, label: Text = "") -> dict[str, Any]:
    """A question mark that opens the reason."""
    return {"why": basis, "label": label}


@register.inclusion_tag("components/citation.html")
def clause(clause_id: str) -> dict[str, Any]:
    """The words of a clause, in the language of the page."""
    found = policy.clause(clause_id)
    return {"citation": Citation(clause_id, in_language(found))}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Tab], label: Text = "") -> dict[str, Any]:
    """Views of one thing, such as to do and done."""
    return {"tabs": items, "label": label}


@register.inclusion_tag("components/pager.html")
def pager(pages: Pages, target: str = "") -> dict[str, Any]:
    """Previous and next page."""
    return {"pages": pages, "target": target}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Sequence[tuple[Text, object]], shape: str = "facts") -> dict[str, Any]:
    """Labels and values; ``shape`` is ``facts`` (columns) or ``facts-lines``."""
    return {"pairs": pairs, "shape": shape}


@register.inclusion_tag("components/timeline.html")
def timeline(happenings: Sequence[Happening]) -> dict[str, Any]:
    """What happened, in order."""
    return {"happenings": happenings}


@register.inclusion_tag("components/org_tree.html")
def org_tree(nodes: Sequence[Node], label: Text = "") -> dict[str, Any]:
    """The tree of units that filters the list beside it."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("components/empty.html")
def empty(title: Text, text: Text = "", url: str = "", action: Text = "") -> dict[str, Any]:
    """A list with nothing in it: what that means and what to do."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/bars.html")
def bars(items: Sequence[Bar], label: Text) -> dict[str, Any]:
    """Horizontal bars on one scale."""
    return {"rows": bar_rows(items), "label": label}


@register.inclusion_tag("components/gantt.html")
def gantt(rows: Sequence[TermRow], today: date, label: Text) -> dict[str, Any]:
    """Terms side by side with their checkpoints and a line at today."""
    return {"plan": term_plan(rows, today), "label": label}
