"""What the person wishes and has to say of himself, and whom a host would rather have."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guazhi.access.matrix import Reach
from guazhi.access.querysets import Reaches, ScopedQuerySet
from guazhi.programmes.models import Post
from guazhi.selection.models.nominations import Nomination, by_nomination


class WishQuerySet(ScopedQuerySet["Wish"]):
    """Wishes, reached through the nomination; the matrix leaves home and hosts out."""

    reach: ClassVar[Reaches] = by_nomination("nomination")
    subject = "nomination__person_id"


class Wish(models.Model):
    """A post that the person ranked, 1 for the first wish."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="wishes")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank"))

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ("nomination", "rank")
        constraints = (
            models.UniqueConstraint(fields=["nomination", "rank"], name="wish_one_of_each_rank"),
            models.UniqueConstraint(fields=["nomination", "post"], name="wish_for_a_post_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="wish_ranked_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.rank}"


class CircumstancesQuerySet(ScopedQuerySet["Circumstances"]):
    """Circumstances, reached through the nomination; for the departments and the person alone."""

    reach: ClassVar[Reaches] = by_nomination("nomination")
    subject = "nomination__person_id"


class Circumstances(models.Model):
    """What of family and health the departments should weigh when they place the person."""

    nomination = models.OneToOneField(
        Nomination, on_delete=models.CASCADE, related_name="circumstances"
    )
    family = models.TextField(_("family"), blank=True)
    health = models.TextField(_("health"), blank=True)
    said_on = models.DateField(_("day"))

    objects = CircumstancesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.nomination_id}"


class CandidateRankQuerySet(ScopedQuerySet["CandidateRank"]):
    """Ranks, reached through the post that the host ranks for."""

    reach: ClassVar[Reaches] = {
        Reach.PROGRAMME: ("post__intake__programme__area__path",),
        Reach.COUNTY: ("post__host_unit__path",),
        Reach.HOST: ("post__host_unit__path",),
    }
    subject = "nomination__person_id"


class CandidateRank(models.Model):
    """A candidate whom a host would have in a post, 1 for the one it would have first."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="candidate_ranks")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.CASCADE, related_name="candidate_ranks"
    )
    rank = models.PositiveSmallIntegerField(_("rank"))

    objects = CandidateRankQuerySet.as_manager()

    class Meta:
        ordering = ("post", "rank")
        constraints = (
            models.UniqueConstraint(fields=["post", "rank"], name="candidate_one_of_each_rank"),
            models.UniqueConstraint(
                fields=["post", "nomination"], name="candidate_ranked_once_for_a_post"
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="candidate_ranked_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.rank}"
