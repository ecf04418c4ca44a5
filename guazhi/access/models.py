"""Accounts and the roles granted to them."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Role

ROLE_NAMES = {
    Role.CITY_HANDLER.value: _("City handler"),
    Role.CITY_APPROVER.value: _("City approver"),
    Role.COUNTY_HANDLER.value: _("County handler"),
    Role.COUNTY_APPROVER.value: _("County approver"),
    Role.HOST_HANDLER.value: _("Host handler"),
    Role.HOST_LEADER.value: _("Host principal leader"),
    Role.HOME_HANDLER.value: _("Home handler"),
    Role.SYSTEM_OFFICER.value: _("System officer"),
    Role.SECURITY_OFFICER.value: _("Security officer"),
    Role.AUDIT_OFFICER.value: _("Audit officer"),
}


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their sign-in name."""


class User(AbstractBaseUser):
    """An account. One human has one; what it may do comes from grants and from its person."""

    username = models.CharField(_("account"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    person = models.OneToOneField(
        "guazhi.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, default="zh-hans")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role held by an account on an organisation from a day, until another or for good.

    One that was withdrawn counts no more from that instant on, whatever its days.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_NAMES)
    organisation = models.ForeignKey(
        "guazhi.Organisation", on_delete=models.PROTECT, related_name="grants"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="grant_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "organisation", "since"],
                condition=Q(withdrawn_at__isnull=True),
                name="grant_given_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"


class Guess(models.Model):
    """A password tried for an account from a source, kept for minutes to slow down guessing.

    ``key`` is a hash of both, so that no account or address is kept.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (models.Index(fields=["key", "at"], name="guess_by_key"),)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at}"


class Submission(models.Model):
    """One sending of a form, kept for a day: sent a second time, it has no second effect.

    ``key`` is a hash of the account and the number the form was given when it was shown;
    ``outcome`` the address it led to, empty while the first sending is still at work.
    """

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.outcome}"
