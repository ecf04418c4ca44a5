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
    path("<int:pk>/use/", views.use, name="use"),
    path("intakes/<int:pk>/results/", views.results, name="results"),
]
