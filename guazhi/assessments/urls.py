"""Routes of assessment, summary, appraisal and use of the result."""

from django.urls import path

from guazhi.assessments import views

app_name = "assessments"
urlpatterns = [
    path("<int:pk>/assessment/", views.assessment, name="assessment"),
    path("<int:pk>/assessment/draft/", views.draft_part, name="draft_part"),
    path("<int:pk>/assessment/sign/", views.sign, name="sign"),
    path("<int:pk>/assessment/paper/", views.sign_on_paper, name="sign_on_paper"),
    path("<int:pk>/assessment/veto/", views.note_veto, name="note_veto"),
    path("<int:pk>/assessment/override/", views.ask_override, name="ask_override"),
    path("<int:pk>/assessment/home/", views.home_opinion, name="home_opinion"),
    path("<int:pk>/sitting/", views.set_sitting, name="set_sitting"),
    path("intakes/<int:pk>/round/", views.assessment_round, name="round"),
    path("intakes/<int:pk>/round/set/", views.set_round, name="set_round"),
    path("intakes/<int:pk>/round/sign/", views.sign_round, name="sign_round"),
    path("intakes/<int:pk>/round/hosts/<int:host>/", views.set_host, name="set_host"),
    path("parts/<int:pk>/amend/", views.amend_part, name="amend_part"),
    path("signatures/<int:pk>/withdraw/", views.withdraw_signature, name="withdraw_signature"),
    path("vetoes/<int:pk>/lift/", views.lift_veto, name="lift_veto"),
    path("overrides/<int:pk>/settle/", views.settle_override, name="settle_override"),
    path("<int:pk>/conclude/", views.conclude, name="conclude"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/summary/", views.summary, name="summary"),
    path("<int:pk>/summary/draft/", views.draft_summary, name="draft_summary"),
    path("summaries/<int:pk>/help/", views.help_summary, name="help_summary"),
    path("summaries/<int:pk>/countersign/", views.countersign_summary, name="countersign_summary"),
    path("summaries/<int:pk>/return/", views.return_summary, name="return_summary"),
    path("<int:pk>/appraisal/", views.appraisal, name="appraisal"),
    path("<int:pk>/appraisal/draft/", views.draft_from_evidence, name="draft_from_evidence"),
    path("appraisals/<int:pk>/sign/", views.sign_appraisal, name="sign_appraisal"),
    path("<int:pk>/papers/", views.papers, name="papers"),
    path("decisions/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("papers/<str:kind>/<int:pk>/", views.paper, name="paper"),
    path("<int:pk>/ballots/", views.poll, name="poll"),
    path("polls/<int:pk>/slips/", views.slips, name="slips"),
    path("polls/<int:pk>/close/", views.close_poll, name="close_poll"),
    path("polls/<int:pk>/cancel/", views.cancel_poll, name="cancel_poll"),
    path("people/<int:pk>/appointment/", views.appointment, name="appointment"),
    path("<int:pk>/years/<int:year>/", views.settle_year, name="settle_year"),
    path("<int:pk>/use/", views.use, name="use"),
    path("intakes/<int:pk>/papers/<str:kind>/", views.intake_papers, name="intake_papers"),
    path("intakes/<int:pk>/evidence/", views.evidence_pack, name="evidence_pack"),
    path("intakes/<int:pk>/results/", views.results, name="results"),
]
# for those who vote: short, since it stands on slips of paper
voting = [
    path("", views.vote, name="vote"),
    path("ballot/", views.cast, name="cast"),
    path("thanks/", views.voted, name="voted"),
]
