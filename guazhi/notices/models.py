"""Notices to people, the channels that carry them on, what was sent, and calendar addresses."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet, through
from guazhi.access.written import Written
from guazhi.notices.rules.addresses import DINGTALK, EMAIL, FEISHU, WECOM
from guazhi.notices.rules.hours import DAILY, NEVER, WEEKLY
from guazhi.notices.rules.kinds import RELEASING
from guazhi.programmes.models import Intake
from guazhi.secondments.models import Secondment

DIGESTS = {NEVER: _("No digest"), DAILY: _("Every day"), WEEKLY: _("Once a week")}
CHANNELS = {
    EMAIL: _("E-mail"),
    DINGTALK: _("DingTalk robot"),
    WECOM: _("WeCom robot"),
    FEISHU: _("Feishu robot"),
}


class NoticeQuerySet(ScopedQuerySet["Notice"]):
    """Notices, reached as their secondment or, without one, their intake is."""

    reach: ClassVar[Reaches] = {
        **through("secondment"),
        Reach.PROGRAMME: ("intake__programme__area__path",),
    }
    released: ClassVar[Q | None] = Q(kind__in=RELEASING)


class Notice(Written):
    """One thing that one account should know (待阅); ``subject`` is what the event was about.

    It holds no text: what it says is made when it is read, from what the reader may see then.
    ``occurrence`` tells apart what may come to pass with one subject more than once.
    """

    reader = models.ForeignKey(
        "guazhi.User", on_delete=models.CASCADE, db_index=False, related_name="notices"
    )
    kind = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    occurrence = models.CharField(max_length=40, blank=True)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, db_index=False, related_name="+")
    secondment = models.ForeignKey(
        Secondment, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    is_prompt = models.BooleanField(default=False)
    day = models.DateField(_("day"))
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["reader", "kind", "subject", "occurrence"], name="notice_given_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["reader", "id"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["reader", "id"], condition=Q(read_at__isnull=False), name="notice_read"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class NoticeHabits(models.Model):
    """When one account wants to hear; without a row, as the defaults of the rules say."""

    user = models.OneToOneField(
        "guazhi.User", on_delete=models.CASCADE, related_name="notice_habits"
    )
    digest = models.CharField(_("digest"), max_length=8, choices=DIGESTS, default=DAILY)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=0)
    prompt = models.BooleanField(_("send urgent matters at once"), default=True)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=20)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), default=8)
    working_days_only = models.BooleanField(_("on working days only"), default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23, quiet_until__lte=23, weekday__lte=6),
                name="notice_habits_keep_to_clock_and_week",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest}"


class Channel(models.Model):
    """An address outside the system to which an account has messages sent.

    ``covers`` is the number of the last notice that a message to it has answered for, ``told_on``
    the day of the last message. ``fate`` is what became of the last test message.
    """

    FATES: ClassVar[dict[str, object]] = {
        "sent": _("Test message sent"),
        "failed": _("Test message not sent"),
        "unsure": _("Not known whether the test message arrived"),
    }

    user = models.ForeignKey("guazhi.User", on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("channel"), max_length=8, choices=CHANNELS)
    address = models.CharField(_("address"), max_length=200)
    secret = models.CharField(_("signing secret"), max_length=128, blank=True)
    added_at = models.DateTimeField()
    covers = models.BigIntegerField(default=0)
    told_on = models.DateField(null=True)
    tried_at = models.DateTimeField(null=True)
    fate = models.CharField(max_length=8, choices=FATES, blank=True)
    problem = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(is_active=True),
                name="channel_one_of_a_kind_each",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class DeliveryQuerySet(ScopedQuerySet["Delivery"]):
    """Messages, reached by the officer who runs the system; they hold no text."""

    reach: ClassVar[Reaches] = {Reach.EVERY: ("id",)}


class Delivery(models.Model):
    """One message to one address: the outbox.

    It is claimed before it is sent, so that a crash in between leaves it unsure and not sent
    again; its text is made at that moment. ``occasion`` is what it is for, once for each address.
    """

    QUEUED, CLAIMED, SENT, EMPTY = "queued", "claimed", "sent", "empty"
    FAILED, UNSURE, SETTLED = "failed", "unsure", "settled"
    STATES: ClassVar[dict[str, object]] = {
        QUEUED: _("Waiting"),
        CLAIMED: _("On its way"),
        SENT: _("Sent"),
        EMPTY: _("Nothing to say"),
        FAILED: _("Not sent"),
        UNSURE: _("Unsure"),
        SETTLED: _("Let be"),
    }

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    occasion = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=STATES, default=QUEUED)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "occasion"], name="delivery_once_for_an_occasion"
            ),
            models.UniqueConstraint(
                fields=["channel"], condition=Q(state="queued"), name="delivery_one_waiting_each"
            ),
        )
        indexes = (
            models.Index(
                fields=["state", "not_before"],
                condition=Q(state__in=["queued", "claimed", "unsure", "failed"]),
                name="delivery_unfinished",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel_id} {self.occasion} {self.state}"


class Feed(models.Model):
    """The secret address of one account's calendar. Only its hash is kept, with recent visits."""

    user = models.OneToOneField("guazhi.User", on_delete=models.CASCADE, related_name="feed")
    key = models.CharField(max_length=64, unique=True)
    renewed_at = models.DateTimeField()
    window = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id} {self.key[:8]}"
