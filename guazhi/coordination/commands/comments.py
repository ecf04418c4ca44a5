"""Comments on a practice: by whoever reads it, deleted by nobody, withdrawn by the author."""

from django.db import transaction
from django.http import Http404

from guazhi.access.actor import Actor, Capability
from guazhi.coordination import rules
from guazhi.coordination.commands.deliveries import read_practice
from guazhi.coordination.events import PracticeCommented, PracticeCommentWithdrawn
from guazhi.coordination.models import Practice, PracticeComment, PracticeDelivery
from guazhi.ledger.commands import record
from guazhi.policy.findings import Finding, check_words, refuse_if
from guazhi.web import clock


@transaction.atomic
def comment_practice(practice_id: int, *, text: str, actor: Actor) -> PracticeComment:
    """Say a few words on a published practice (S2.2.6); a secondee who does so has read it.

    Refused without words, with more than a few, and before it is published.
    """
    practice = Practice.objects.permitted(actor, Capability.VIEW_PRACTICE).one(practice_id)
    said = text.strip()
    refuse_if(
        [
            *check_words("S2.2.6", text=said),
            *rules.check_comment(len(said), published=practice.published_on is not None),
        ]
    )
    comment = PracticeComment.objects.create(
        practice=practice, text=said, made_by_id=actor.user_id, made_at=clock.now()
    )
    record(
        actor,
        PracticeCommented(
            subject=practice.pk,
            secondment=practice.secondment_id,
            intake=practice.intake_id,
            comment=comment.pk,
        ),
    )
    own = PracticeDelivery.objects.permitted(actor, Capability.READ_PRACTICE)
    if own.filter(practice=practice, read_on__isnull=True).exists():
        read_practice(practice.pk, actor=actor)
    return comment


@transaction.atomic
def withdraw_comment(comment_id: int, *, actor: Actor) -> PracticeComment:
    """Withdraw an own comment: that there was one stays, its words are shown no more.

    Missing to all but its author; refused twice.
    """
    allowed = PracticeComment.objects.permitted(actor, Capability.VIEW_PRACTICE)
    comment = allowed.select_related("practice").locked(comment_id)
    if actor.user_id is None or comment.made_by_id != actor.user_id:
        raise Http404
    if comment.withdrawn_at is not None:
        refuse_if([Finding("comment_withdrawn_already")])
    comment.withdrawn_at = clock.now()
    comment.save(update_fields=["withdrawn_at"])
    practice = comment.practice
    record(
        actor,
        PracticeCommentWithdrawn(
            subject=practice.pk,
            secondment=practice.secondment_id,
            intake=practice.intake_id,
            comment=comment.pk,
        ),
    )
    return comment
