"""Of every event somebody is told, or it is known why nobody is."""

import pytest

from guazhi.ledger.events import Event
from guazhi.notices.rules.kinds import KINDS, LEAVE_OVERDUE, OVERDUE, kind_of
from guazhi.policy import named, vocabulary
from guazhi.web.verbs import VERBS

# why nobody is told of these events
THERE = "those whom it concerns were there"
TO_DO = "what follows stands in a to-do list"
OWN = "it is the actor's own doing, for himself"
QUIET = "it says nothing to anybody yet"
POLL = "whoever may vote has a slip, and nobody else is to know"
OFFICERS = "the officers' and registrars' own business, read in the ledger"
NOBODY = {
    "AccountClosed": OFFICERS,
    "AccountCreated": OFFICERS,
    "AppointmentPrinted": OWN,
    "AppraisalDrafted": TO_DO,
    "AppraisalPrinted": OWN,
    "AssessmentPrinted": OWN,
    "AssessmentPartAmended": TO_DO,
    "AssessmentPartEntered": TO_DO,
    "AssessmentSigned": TO_DO,
    "BriefingGiven": THERE,
    "CapConsentNoted": QUIET,
    "CareGiven": THERE,
    "ChannelAdded": OWN,
    "ChannelRemoved": OWN,
    "ChannelTried": OWN,
    "CheckDecided": TO_DO,
    "CodesIssued": POLL,
    "ContactCalledOff": "the plan shows it; a contact that is near is told of",
    "ContactMade": THERE,
    "ContactPlanned": "told of when it is near",
    "ContactsPlanned": "told of when they are near",
    "DeliverySettled": OFFICERS,
    "EvidencePackMade": OWN,
    "FamilyWritten": OFFICERS,
    "FeedRenewed": OWN,
    "FeedRevoked": OWN,
    "FlowNoted": QUIET,
    "GradesDecided": "AssessmentConcluded and AssessmentReleased tell of it",
    "ForumHeld": THERE,
    "HabitsSet": OWN,
    "HandoverConfirmed": TO_DO,
    "HomeMerged": "the registrar tells both units, whose people it is about already",
    "HomeOpinionGiven": TO_DO,
    "HomeVisitMade": THERE,
    "HostAccepted": TO_DO,
    "IdentityRevealed": "the person finds it in the record",
    "IntakeNoted": QUIET,
    "IntakePlaced": QUIET,
    "IntakeOpened": OFFICERS,
    "LeaderRecorded": QUIET,
    "LeaderSet": OFFICERS,
    "LeavesEscalated": "the notices it made tell of it",
    "MentorSet": "MentorNamed tells of it",
    "MentoringAccepted": TO_DO,
    "MentoringDone": THERE,
    "MinutesWritten": QUIET,
    "ObligationsEscalated": "the notices it made tell of it",
    "ObjectionSettled": QUIET,
    "OrganisationFounded": OFFICERS,
    "OrganisationMerged": "each notice of the change of a post tells those whom it concerns",
    "PasswordChanged": OWN,
    "PasswordSet": OFFICERS,
    "PersonEmployed": OFFICERS,
    "PersonEnrolled": OFFICERS,
    "PersonRenamed": OFFICERS,
    "PlacementCarriedOut": "SecondmentDecided tells of it",
    "PlacementPrinted": OWN,
    "PlacementProved": OWN,
    "PolicyAdopted": OFFICERS,
    "PollCancelled": POLL,
    "PollClosed": POLL,
    "PollOpened": POLL,
    "IntakeScheduled": "the page of the intake shows its days",
    "CandidatesRanked": QUIET,
    "NominationPrinted": OWN,
    "NominationWithdrawn": "the list of nominations shows it",
    "NominationWritten": QUIET,
    "WishesStated": QUIET,
    "PostSubmitted": TO_DO,
    "PostWithdrawn": TO_DO,
    "PostWritten": QUIET,
    "PostOffered": OFFICERS,
    "PracticeAdopted": "the practice's page counts it",
    "PracticeCommentWithdrawn": OWN,
    "PracticeRead": OWN,
    "ProposalChanged": QUIET,
    "ProposalDropped": QUIET,
    "RatingsGivenOut": OWN,
    "RatingsTakenIn": TO_DO,
    "RecordRewritten": OFFICERS,
    "RegisterExported": OWN,
    "RelationChecked": TO_DO,
    "ResultAcknowledged": "the page of the decision shows it",
    "ResumeWritten": OFFICERS,
    "RoleGranted": OFFICERS,
    "RoleWithdrawn": OFFICERS,
    "SanctionsWritten": OFFICERS,
    "RosterImported": OWN,
    "RosterPrinted": OWN,
    "SecondmentPlaced": "planned only; the decision tells of it",
    "SignInBarred": OFFICERS,
    "SignInFailed": OFFICERS,
    "SignatureWithdrawn": TO_DO,
    "SignedIn": OWN,
    "SpeakersArranged": QUIET,
    "SummaryHelped": THERE,
    "GradeMinutesPrinted": OWN,
    "GradeNoticePrinted": OWN,
    "SummaryPrinted": OWN,
    "TalkHeld": THERE,
    "TaskAccepted": "the task itself shows it",
    "UsesExported": OWN,
    "VetoLifted": QUIET,
    "VetoNoted": QUIET,
    "WorkHandedOver": TO_DO,
    "YearGraded": OFFICERS,
}


def events(base: type[Event] = Event) -> set[str]:
    found: set[str] = set()
    for each in base.__subclasses__():
        found |= events(each) or {each.__name__}
    return found


def test_it_is_decided_for_every_event_whether_anybody_is_told() -> None:
    told = {verb for verb in VERBS if kind_of(verb) in KINDS}

    assert events() & set(VERBS) == (told | NOBODY.keys()) & events()
    assert told & NOBODY.keys() == set()
    assert set(VERBS) - told == NOBODY.keys()


def test_the_table_may_name_every_kind_but_the_ladders() -> None:
    assert set(vocabulary.NOTICES) == KINDS.keys() - {OVERDUE, LEAVE_OVERDUE}
    assert set(vocabulary.NOTICES) <= {kind_of(verb) for verb in VERBS}


@pytest.mark.parametrize("pack", ["speech", "strict"])
def test_a_shipped_pack_tells_of_every_kind(pack: str) -> None:
    assert {line.event for line in named(pack).notices.events} == set(vocabulary.NOTICES)
