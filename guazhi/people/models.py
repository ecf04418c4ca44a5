"""People: the cadre record, employment, leadership of units, and how a name is found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation

CADRE_CATEGORIES = {
    "outstanding_young": _("Outstanding young cadre"),
    "reserve": _("Reserve cadre"),
}
SEXES = {"male": _("Male"), "female": _("Female")}


class PersonQuerySet(ScopedQuerySet["Person"]):
    """A person reaches whoever reaches one of his secondments or nominations, and himself."""

    reach: ClassVar[Reaches] = {
        **through("secondments"),
        Reach.PROGRAMME: ("secondments__owner_path", "nominations__owner_path"),
        Reach.COUNTY: (
            "secondments__home_path",
            "secondments__host_path",
            "nominations__county_path",
        ),
        Reach.HOME: ("secondments__home_path", "nominations__home_path"),
        Reach.SELF: ("pk",),
    }
    subject = "pk"


class Person(models.Model):
    """A cadre, with the record of the appointment form (domain: 任免审批表).

    ``kin_declared`` and ``sanctions_checked`` are the months in which it was last found that
    there are no other kin to declare, and no other sanctions.
    """

    name = models.CharField(_("name"), max_length=60)
    sort_key = models.CharField(max_length=160, db_index=True)
    sex = models.CharField(_("sex"), max_length=6, choices=SEXES)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    birth_month = models.DateField(_("born"), null=True, blank=True)
    native_place = models.CharField(_("native place"), max_length=40, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=40, blank=True)
    growing_up_place = models.CharField(_("place of growing up"), max_length=40, blank=True)
    party_joined = models.DateField(_("joined the Party"), null=True, blank=True)
    political_status = models.CharField(_("political status"), max_length=40, blank=True)
    work_began = models.DateField(_("began work"), null=True, blank=True)
    retires = models.DateField(_("retirement month"), null=True, blank=True)
    health = models.CharField(_("health"), max_length=20, blank=True)
    professional_title = models.CharField(_("professional title"), max_length=60, blank=True)
    speciality = models.CharField(_("speciality"), max_length=120, blank=True)
    education = models.CharField(_("full-time education"), max_length=30, blank=True)
    degree = models.CharField(_("full-time degree"), max_length=30, blank=True)
    school = models.CharField(_("full-time school"), max_length=120, blank=True)
    later_education = models.CharField(_("on-the-job education"), max_length=30, blank=True)
    later_degree = models.CharField(_("on-the-job degree"), max_length=30, blank=True)
    later_school = models.CharField(_("on-the-job school"), max_length=120, blank=True)
    rank = models.CharField(_("rank"), max_length=30, blank=True)
    cadre_category = models.CharField(
        _("cadre category"), max_length=20, choices=CADRE_CATEGORIES, blank=True
    )
    kin_declared = models.DateField(_("kin declared"), null=True, blank=True)
    sanctions_checked = models.DateField(_("sanctions inquired into"), null=True, blank=True)
    rewards = models.TextField(_("rewards and sanctions"), blank=True)
    id_number = models.CharField(_("ID number"), max_length=18, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["id_number"], condition=~Q(id_number=""), name="person_one_id_number_each"
            ),
        )

    def __str__(self) -> str:
        return self.name


class NameKey(models.Model):
    """One way to find a person: a suffix of the name, its pinyin or its initials."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "person"], name="name_key_kept_once"),
        )

    def __str__(self) -> str:
        return self.key


class Employment(models.Model):
    """The personnel relation: a person's post at the home unit. A secondment never changes it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="employments"
    )
    post_title = models.CharField(_("post"), max_length=100, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True),
                name="employment_one_current_each",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="employment_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.organisation_id} {self.post_title}"


class Leadership(models.Model):
    """Who is the principal leader (单位主要领导) of a unit, from when until when (S2.1.6)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="leaderships"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaderships")
    title = models.CharField(_("title"), max_length=60, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True),
                name="leadership_one_principal_leader_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.person_id}"


class ResumeEntry(models.Model):
    """A line of the résumé: from a month, to a month or open, and what."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="resume")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    text = models.CharField(_("post"), max_length=300)

    class Meta:
        ordering = ("start", "pk")

    def __str__(self) -> str:
        return self.text


class FamilyMember(models.Model):
    """A member of the family or an important relation, as the appointment form lists them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="family")
    relation = models.CharField(_("relation"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    birth_month = models.DateField(_("born"), null=True, blank=True)
    political_status = models.CharField(_("political status"), max_length=40, blank=True)
    work = models.CharField(_("work unit and post"), max_length=200, blank=True)
    firm = models.CharField(_("firm run"), max_length=100, blank=True)
    regulator = models.CharField(_("units that regulate it"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.relation} {self.name}"


class Sanction(models.Model):
    """A sanction (处分), from its decision until its effect ends; open where that is blank."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sanctions")
    kind = models.CharField(_("sanction"), max_length=20)
    decided_on = models.DateField(_("sanctioned on"))
    effect_until = models.DateField(_("in effect until"), null=True, blank=True)

    class Meta:
        ordering = ("decided_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(effect_until__isnull=True) | Q(effect_until__gte=F("decided_on")),
                name="sanction_ends_after_it_is_decided",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_on}"


class AnnualGrade(models.Model):
    """The grade of a calendar year (年度考核结果)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="annual_grades")
    year = models.PositiveSmallIntegerField(_("year"))
    grade = models.CharField(_("grade"), max_length=30)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=["person", "year"], name="annual_grade_one_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.grade}"


class RevealQuerySet(ScopedQuerySet["Reveal"]):
    """Reveals, reached as the person is."""

    reach: ClassVar[Reaches] = {**through("person__secondments"), Reach.SELF: ("person_id",)}
    subject = "person_id"
    many = True


class Reveal(models.Model):
    """Somebody was shown a person's whole ID number: who, when, and why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reveals")
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=200)

    objects = RevealQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"
