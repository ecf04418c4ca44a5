"""The sitting of an assessment: members, drafts, home's opinion, signatures."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.assessments.models.joint import KINDS, MANAGING, Assessment
from guazhi.organisations.models import Organisation
from guazhi.people.models import Person
from guazhi.secondments.models import SecondmentOwned


class SittingMemberQuerySet(ScopedQuerySet["SittingMember"]):
    """Members, reached through the secondment they assess."""

    reach: ClassVar[Reaches] = through("secondment")


class SittingMember(SecondmentOwned):
    """Somebody who sits on an assessment (考核组成员), for one of the managing parties.

    One without an account is known by name and rates by workbook. ``is_absent`` is set when the
    assessment is concluded.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="members")
    party = models.CharField(_("party"), max_length=6, choices=MANAGING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="sittings"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    is_chair = models.BooleanField(_("chair"), default=False)
    is_absent = models.BooleanField(_("absent"), default=False)

    objects = SittingMemberQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "user"],
                condition=Q(user__isnull=False),
                name="sitting_member_once_by_account",
            ),
            models.UniqueConstraint(
                fields=["assessment", "person"],
                condition=Q(person__isnull=False),
                name="sitting_member_once_in_person",
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(is_chair=True),
                name="sitting_member_one_in_the_chair",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.name}"


class PartDraftQuerySet(ScopedQuerySet["PartDraft"]):
    """Drafts, reached through their secondment; queries leave the draft to its own party."""

    reach: ClassVar[Reaches] = through("secondment")


class PartDraft(SecondmentOwned):
    """The part that a party is writing, saved as it is typed; gone when it is handed in."""

    kind = models.CharField(_("assessment"), max_length=8, choices=KINDS)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1)

    objects = PartDraftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["secondment", "kind", "organisation"], name="part_draft_one_of_each_party"
            ),
        )

    def __str__(self) -> str:
        return f"{self.secondment_id} {self.kind} {self.edition}"


class HomeOpinionQuerySet(ScopedQuerySet["HomeOpinion"]):
    """Opinions of home organisations, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")


class HomeOpinion(SecondmentOwned):
    """What the home organisation says when it is heard; it is no managing party."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="home_opinion"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    grade = models.CharField(_("grade proposed"), max_length=64)
    opinion = models.TextField(_("opinion"))

    objects = HomeOpinionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.day}"


class PartSignatureQuerySet(ScopedQuerySet["PartSignature"]):
    """Signatures, reached through their secondment."""

    reach: ClassVar[Reaches] = through("secondment")
    standing = Q(voided_at__isnull=True)


class PartSignature(SecondmentOwned):
    """A managing party's signature under an assessment, by the digest of what was signed.

    ``dissent`` is why the party does not agree with the grade. A change of what was signed makes
    it void; ``on_paper`` names the paper that a member without an account signed.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(_("party"), max_length=6, choices=MANAGING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    name = models.CharField(_("signed by"), max_length=60)
    on_paper = models.CharField(_("signed on paper"), max_length=200, blank=True)
    dissent = models.TextField(_("dissent"), blank=True)
    digest_name = models.CharField(max_length=20)
    digest = models.CharField(_("digest"), max_length=128)
    voided_at = models.DateTimeField(null=True)
    voided_why = models.CharField(_("void because"), max_length=200, blank=True)

    objects = PartSignatureQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "organisation"],
                condition=Q(voided_at__isnull=True),
                name="part_signature_one_of_each_party",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.party}"
