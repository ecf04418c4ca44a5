"""Programmes, their intakes, the policy versions in use and the posts that hosts offer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.organisations.models import Organisation
from guazhi.programmes.rules import PostState, Stage

INTAKE_STAGES = {
    Stage.PREPARING.value: _("Being prepared"),
    Stage.NEEDS.value: _("Needs open"),
    Stage.BALANCING.value: _("Posts and people balanced"),
    Stage.NOMINATIONS.value: _("Nominations open"),
    Stage.PLACING.value: _("People being placed"),
    Stage.DECIDED.value: _("Decided"),
    Stage.RUNNING.value: _("Running"),
    Stage.ENDED.value: _("Ended"),
}

POST_STATES = {
    PostState.DRAFT.value: _("Being written"),
    PostState.SUBMITTED.value: _("Awaiting approval"),
    PostState.RETURNED.value: _("Sent back"),
    PostState.APPROVED.value: _("Approved"),
    PostState.WITHDRAWN.value: _("Taken back"),
}


class PolicyVersion(models.Model):
    """The exact text of a policy pack as adopted; a secondment pins the one it runs under."""

    pack = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    adopted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class Programme(models.Model):
    """A secondment scheme, owned by an organisation department over an area."""

    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    area = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=40, default="training")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "name"], name="programme_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class IntakeQuerySet(ScopedQuerySet["Intake"]):
    """An intake reaches its owner, parties of a secondment in it, and whom it calls upon.

    Before anybody is sent it is about those who are nominated.
    """

    reach: ClassVar[Reaches] = {
        **through("secondments"),
        Reach.PROGRAMME: ("programme__area__path",),
        Reach.COUNTY: ("secondments__home_path", "secondments__host_path", "calls__path"),
        Reach.HOST: ("secondments__host_path", "calls__path"),
        Reach.HOME: ("secondments__home_path", "calls__path"),
        Reach.SELF: ("secondments__secondee_id", "nominations__person_id"),
    }
    subject = "nominations__person_id"


class Intake(models.Model):
    """One cohort (批次) of a programme, with the policy that new secondments pin.

    The days of needs, nominations and wishes are empty where people came by a roster.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="intakes")
    name = models.CharField(_("name"), max_length=100)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    launched_on = models.DateField(_("launch meeting"), null=True, blank=True)
    needs_from = models.DateField(_("posts offered from"), null=True, blank=True)
    needs_until = models.DateField(_("posts offered until"), null=True, blank=True)
    nominations_from = models.DateField(_("nominations from"), null=True, blank=True)
    nominations_until = models.DateField(_("nominations until"), null=True, blank=True)
    wishes_until = models.DateField(_("review and wishes until"), null=True, blank=True)
    balance_note = models.TextField(_("note on the balance of posts and people"), blank=True)
    flow_note = models.TextField(_("note on empty flows"), blank=True)
    expectations = models.TextField(_("hopes for the secondees"), blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ("-start", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "name"], name="intake_named_once"),
            models.CheckConstraint(
                condition=Q(end__gte=models.F("start")), name="intake_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CallQuerySet(ScopedQuerySet["Call"]):
    """Calls, reached by the programme's owner and by whom they call upon."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("intake__programme__area__path",),
        Reach.COUNTY: ("path",),
        Reach.HOST: ("path",),
        Reach.HOME: ("path",),
    }


class Call(models.Model):
    """An intake calls upon a unit to offer posts, to nominate people, or both.

    ``quota`` is how many people the unit may nominate, empty where nobody set one.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="calls")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200, db_index=True)
    asks_posts = models.BooleanField(_("asked for posts"), default=False)
    asks_people = models.BooleanField(_("asked for people"), default=False)
    quota = models.PositiveSmallIntegerField(_("most nominees"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intake", "organisation"], name="call_made_once"),
        )

    def __str__(self) -> str:
        return f"{self.intake_id} {self.organisation_id}"


class PostQuerySet(ScopedQuerySet["Post"]):
    """Posts, reached by the departments over the host and by the host itself.

    Others come to an approved post by way of its intake (``queries.open_posts``).
    """

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("intake__programme__area__path",),
        Reach.COUNTY: ("host_unit__path",),
        Reach.HOST: ("host_unit__path",),
    }


class Post(models.Model):
    """A position that a host offers in an intake, of a category, with so many places.

    ``rank`` is a level of rank where the post's is not that of its category in the policy;
    ``teaches`` are experiences and ``fields`` lines of work, both by the codes of the policy;
    ``team`` is the leadership team (班子) that takes at most ``team_cap`` secondees. ``reason``
    is why it was sent back or taken back. What a roster brings is approved from the start.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="posts")
    host_unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("post"), max_length=60)
    category = models.CharField(_("post category"), max_length=40)
    rank = models.CharField(_("rank of the post"), max_length=20, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    duties = models.TextField(_("duties"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=POST_STATES, default=PostState.APPROVED.value
    )
    teaches = models.JSONField(_("what the post teaches"), default=list, blank=True)
    fields = models.JSONField(_("lines of work"), default=list, blank=True)
    requirements = models.TextField(_("requirements"), blank=True)
    team = models.CharField(_("leadership team"), max_length=60, blank=True)
    team_cap = models.PositiveSmallIntegerField(
        _("most secondees in the team"), null=True, blank=True
    )
    living = models.TextField(_("living conditions"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    submitted_on = models.DateField(_("submitted"), null=True, blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    made_by = models.ForeignKey(
        "guazhi.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["intake", "host_unit", "title"], name="post_offered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(POST_STATES)), name="post_in_a_known_state"
            ),
        )

    def __str__(self) -> str:
        return self.title
