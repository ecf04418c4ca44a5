"""Routes of assessment, summary, appraisal and use of the result."""

from django.urls import path

from guazhi.assessments import views

app_name = "assessments"
urlpatterns = [
    path("<int:pk>/assessment/", views.assessment, name="assessment"),
    path("<int:pk>/conclude/", views.conclude, name="conclude"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/summary/", views.summary, name="summary"),
    path("summaries/<int:pk>/help/", views.help_summary, name="help_summary"),
    path("<int:pk>/appraisal/", views.appraisal, name="appraisal"),
    path("appraisals/<int:pk>/sign/", views.sign_appraisal, name="sign_appraisal"),
    path("appraisals/<int:pk>/paper/", views.appraisal_paper, name="appraisal_paper"),
    path("<int:pk>/ballots/", views.poll, name="poll"),
    path("polls/<int:pk>/slips/", views.slips, name="slips"),
    path("polls/<int:pk>/close/", views.close_poll, name="close_poll"),
    path("polls/<int:pk>/cancel/", views.cancel_poll, name="cancel_poll"),
    path("<int:pk>/use/", views.use, name="use"),
    path("intakes/<int:pk>/results/", views.results, name="results"),
]
# for those who vote: short, since it stands on slips of paper
voting = [
    path("", views.vote, name="vote"),
    path("ballot/", views.cast, name="cast"),
    path("thanks/", views.voted, name="voted"),
]
