"""Forms for the record: one for its fields, rows for its lists."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guazhi.access.actor import Actor
from guazhi.access.middleware import Request
from guazhi.people.models import CADRE_CATEGORIES, SEXES, Person
from guazhi.people.rules.ages import printed_month
from guazhi.people.rules.codes import table
from guazhi.people.rules.dates import read_month
from guazhi.people.rules.family import Member
from guazhi.people.rules.masks import masked, masked_phone
from guazhi.people.rules.record import GRADES, TABLES
from guazhi.people.rules.resume import Line
from guazhi.people.rules.sanctions import KINDS, Sanctioned
from guazhi.policy.editing import EDITED, Kept
from guazhi.policy.findings import Finding, Level, Refused
from guazhi.web.editing import EditForm, Other
from guazhi.web.forms import CommandForm, Select, day_field, text_field
from guazhi.web.messages import sentence

MASKED = {"id_number": masked, "phone": masked_phone}
MOST_ROWS = 60


class MonthField(forms.Field):
    """A month as offices write it: 2026.03, 202603, 2026年3月."""

    def __init__(self, **kwargs: Any) -> None:
        sample = {"placeholder": "2026.03", "autocomplete": "off", "maxlength": "20"}
        super().__init__(widget=forms.TextInput(attrs=sample), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The first day of the month, or nothing."""
        if not value or not value.strip():
            return None
        month = read_month(value)
        if isinstance(month, Finding):
            raise forms.ValidationError(sentence(month))
        return month.first_day

    def prepare_value(self, value: Any) -> Any:
        """A day as its month; what was typed stays as it was typed."""
        return printed_month(value) if isinstance(value, date) else value


def _text(label: Any, length: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **kwargs)


def _one_of(label: Any, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> Any:
    return forms.ChoiceField(label=label, choices=list(choices), widget=Select(), **kwargs)


class RecordForm(EditForm):
    """The fields of the cadre record, in the order of the form.

    Number and telephone are never written into the page: blank keeps what is on record.
    """

    name = forms.CharField(label=_("Name"), max_length=60)
    sex = _one_of(_("Sex"), SEXES.items())
    birth_month = MonthField(label=_("Born"), required=False)
    ethnic_group = _one_of(_("Ethnic group"), required=False)
    native_place = _text(_("Native place"), 40)
    birth_place = _text(_("Place of birth"), 40)
    growing_up_place = _text(_("Place of growing up"), 40)
    party_joined = MonthField(label=_("Joined the Party"), required=False)
    political_status = _one_of(_("Political status"), required=False)
    work_began = MonthField(label=_("Began work"), required=False)
    retires = MonthField(label=_("Retirement month"), required=False)
    health = _one_of(_("State of health"), required=False)
    professional_title = _text(_("Professional title"), 60)
    speciality = _text(_("Speciality"), 120)
    education = _one_of(_("Full-time education"), required=False)
    degree = _one_of(_("Full-time degree"), required=False)
    school = _text(_("Full-time school"), 120)
    later_education = _one_of(_("On-the-job education"), required=False)
    later_degree = _one_of(_("On-the-job degree"), required=False)
    later_school = _text(_("On-the-job school"), 120)
    rank = _one_of(_("Rank"), required=False)
    cadre_category = _one_of(
        _("Cadre category"), [("", "—"), *CADRE_CATEGORIES.items()], required=False
    )
    kin_declared = MonthField(
        label=_("Kin declared"),
        required=False,
        help_text=_("When it was last found that the family on record is complete."),
    )
    sanctions_checked = MonthField(
        label=_("Sanctions inquired into"),
        required=False,
        help_text=_("When it was last found that there are no sanctions but those on record."),
    )
    rewards = text_field(label=_("Rewards and sanctions"), required=False)
    id_number = _text(_("ID number"), 30, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = _text(_("Telephone"), 30, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    remarks = text_field(label=_("Remarks"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codes in TABLES.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            known = [code.name for code in table(codes).values()]
            own = getattr(person, name)
            extra = [own] if own and own not in known else []
            field.choices = [("", "—"), *((word, word) for word in (*extra, *known))]
        for name, mask in MASKED.items():
            if number := getattr(person, name):
                self.fields[name].help_text = _("On record: %(number)s. Blank keeps it.") % {
                    "number": mask(number)
                }

    def arguments(self) -> dict[str, Any]:
        """The fields, less the numbers that were left blank."""
        given = super().arguments()
        return {name: value for name, value in given.items() if value or name not in MASKED}


class GradeForm(CommandForm):
    """The grade of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2100)
    grade = _one_of(_("Grade"), [(grade, grade) for grade in GRADES])


class RevealForm(CommandForm):
    """What the number is needed for."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Kept with your name and the time. The person concerned can read it."),
    )


class Row(forms.Form):
    """A row of a list; one left blank, or emptied, is no row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        self.use_required_attribute = False

    def has_changed(self) -> bool:
        """Whether anything stands in the row."""
        return any(str(self[name].value() or "").strip() for name in self.fields)


class ResumeRow(Row):
    """A line of the résumé."""

    start = MonthField(label=_("From month"))
    end = MonthField(label=_("To month"), required=False)
    text = forms.CharField(label=_("Unit and post"), max_length=300)


class FamilyRow(Row):
    """A member of the family."""

    relation = forms.CharField(label=_("Relation"), max_length=20)
    name = forms.CharField(label=_("Name"), max_length=60)
    birth_month = MonthField(label=_("Born"), required=False)
    political_status = _one_of(
        _("Political status"),
        [("", "—"), *((code.name, code.name) for code in table("political_status").values())],
        required=False,
    )
    work = _text(_("Work unit and post"), 200)
    firm = _text(_("Firm run"), 100)
    regulator = _text(_("Units that regulate it"), 200)


class SanctionRow(Row):
    """A sanction."""

    kind = _one_of(_("Sanction"), [("", "—"), *((kind, kind) for kind in KINDS)])
    decided_on = day_field(label=_("Decided on"))
    effect_until = day_field(
        label=_("In effect until"),
        required=False,
        help_text=_("Blank: as long as the law says for this sanction."),
    )


class Rows(BaseFormSet):  # type: ignore[type-arg] # not generic when it runs
    """A list that ends in one command: every row becomes a value, in the order of the page.

    Who saves second is refused once, and then sees the other's list beside his own.
    """

    value: Callable[..., Any]
    kept: Callable[[], Kept]
    seen: str | None
    other: Other | None = None

    @classmethod
    def editing(cls, request: Request, rows: Iterable[Any], kept: Callable[[], Kept]) -> Any:
        """The rows as sent, or those on record and two more."""
        if request.method == "POST":
            form = cls(request.POST)
            form.seen = request.POST.get("seen") or None
        else:
            shown = [{name: getattr(row, name) for name in row.__slots__} for row in rows]
            form = cls(initial=shown)
            form.seen = kept().seen
        form.kept = kept
        return form

    def run(self, command: Callable[..., Any], person_id: int, *, actor: Actor) -> bool:
        """Call ``command`` with the rows; a refusal goes to the row it speaks of."""
        if not (self.is_bound and self.is_valid()):
            return False
        filled = [form for form in self.forms if form.has_changed()]
        values = [type(self).value(**form.cleaned_data) for form in filled]
        try:
            self.outcome = command(person_id, values, actor=actor, seen=self.seen)
        except Refused as refused:
            for finding in refused.findings:
                self._say(finding, filled)
            return False
        return True

    def _say(self, finding: Finding, filled: list[Any]) -> None:
        place, _dot, column = finding.field.partition(".")
        if finding.code == EDITED:
            kept = self.kept()
            self.seen, self.other = kept.seen, Other(kept, (("", kept.texts["rows"]),))
            self.non_form_errors().append(sentence(finding))
        elif finding.level is Level.ERROR:
            filled[int(place)].add_error(column, sentence(finding))


class ResumeValues(Rows):
    """The résumé."""

    value = Line


class FamilyValues(Rows):
    """The family."""

    value = Member


class SanctionValues(Rows):
    """The sanctions."""

    value = Sanctioned


def _listed(row: type[Row], base: type[Rows]) -> type[Rows]:
    kind = formset_factory(row, formset=base, extra=2, max_num=MOST_ROWS)
    return cast("type[Rows]", kind)


ResumeRows = _listed(ResumeRow, ResumeValues)
FamilyRows = _listed(FamilyRow, FamilyValues)
SanctionRows = _listed(SanctionRow, SanctionValues)

LEADS: "dict[str, str | Promise]" = {
    "resume": _(
        "Each line starts in the month in which the one above ends. Secondments held here are"
        " set into the home post by themselves. A line left blank is removed."
    ),
    "sanctions": _("Disciplinary and Party sanctions. A row left blank is removed."),
    "family": _("Spouse, children, parents, then others. A row left blank is removed."),
}
