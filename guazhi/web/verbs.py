"""The ledger's verbs in words, for people who read what was done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, "str | Promise"] = {
    "AccountCreated": _("Account opened"),
    "AppraisalDrafted": _("Appraisal drafted"),
    "AppraisalSigned": _("Appraisal signed"),
    "AssessmentConcluded": _("Assessment concluded"),
    "AssessmentPartEntered": _("Part of the assessment given"),
    "AssessmentReleased": _("Assessment result released"),
    "BriefingGiven": _("Briefing given"),
    "CareGiven": _("Care given"),
    "ContactMade": _("Host contacted"),
    "DifficultyAnswered": _("Difficulty answered"),
    "DifficultyClosed": _("Difficulty confirmed as solved"),
    "DifficultyPassedUp": _("Difficulty passed up"),
    "DifficultyRaised": _("Difficulty raised"),
    "DifficultyReopened": _("Difficulty opened again"),
    "DifficultyResolved": _("Solution given"),
    "ExchangeAnswered": _("Exchange item answered"),
    "ExchangeSent": _("Exchange item sent"),
    "ForumHeld": _("Forum held"),
    "ForumPlanned": _("Forum planned"),
    "ForumPointRaised": _("Point of a forum given to a unit"),
    "HomeWorkAsked": _("Work at home asked for"),
    "HomeWorkDecided": _("Request of the home organisation decided"),
    "HostAccepted": _("Secondee accepted by the host"),
    "IntakeNoted": _("Notes of the intake rewritten"),
    "IntakeOpened": _("Intake opened"),
    "LeaderRecorded": _("Principal leader put on record"),
    "MentorNamed": _("Mentor named"),
    "MentorSet": _("Mentor entered on the secondment"),
    "PasswordSet": _("Password set"),
    "PlanApproved": _("Training plan approved"),
    "PlanDrafted": _("Training plan drafted"),
    "PolicyAdopted": _("Policy version adopted"),
    "PracticeAdopted": _("Practice adopted"),
    "PracticeProposed": _("Practice proposed"),
    "PracticePublished": _("Practice published"),
    "PracticeRead": _("Practice read"),
    "RegisterExported": _("Register exported"),
    "RelationChecked": _("Personnel relation checked"),
    "ResultUsed": _("Result used"),
    "RoleGranted": _("Role granted"),
    "RosterImported": _("Roster imported"),
    "RosterPrinted": _("Roster printed"),
    "SecondeeArrived": _("Secondee arrived"),
    "SecondeeReturned": _("Secondment closed"),
    "SecondmentDecided": _("Secondment decided"),
    "SecondmentPlaced": _("Secondment planned"),
    "SummaryHelped": _("Summary helped with"),
    "SummaryWritten": _("Summary written"),
    "TalkHeld": _("Talk held"),
    "TaskAssigned": _("Task assigned"),
    "TaskClosed": _("Task closed"),
    "TaskReported": _("Task reported on"),
    "TaskReturned": _("Report on a task returned"),
    "TermChanged": _("Term changed"),
    "WaiverAsked": _("Waiver asked for"),
    "WaiverGranted": _("Waiver granted"),
    "WaiverRefused": _("Waiver refused"),
    "WorkDivided": _("Work divided"),
    "WorkHandedOver": _("Work handed over"),
    "WorkReported": _("Work report handed in"),
}


def verb_in_words(verb: str) -> str:
    """The verb in the present language; an unknown one as it stands."""
    return str(VERBS.get(verb, verb))


THINGS: dict[str, "str | Promise"] = {
    "acceptance": _("Acceptance"),
    "account": _("Account"),
    "appraisal": _("Appraisal"),
    "assessment": _("Assessment"),
    "briefing": _("Briefing"),
    "care": _("Care"),
    "contact": _("Contact"),
    "difficulty": _("Difficulty"),
    "division": _("Division of work"),
    "exchange_item": _("Exchange item"),
    "forum": _("Forum"),
    "home_request": _("Request of the home organisation"),
    "intake": _("Intake"),
    "mentorship": _("Mentorship"),
    "obligation": _("Obligation"),
    "organisation": _("Organisation"),
    "person": _("Person"),
    "plan": _("Training plan"),
    "policy": _("Policy version"),
    "practice": _("Good practice"),
    "result_use": _("Use of the result"),
    "secondment": _("Secondment"),
    "summary": _("Personal summary"),
    "talk": _("Talk"),
    "task": _("Task"),
    "user": _("Account"),
    "work_report": _("Work report"),
}


def thing_in_words(about: str) -> str:
    """What an entry is about, in the present language; an unknown one as it stands."""
    return str(THINGS.get(about, about))
