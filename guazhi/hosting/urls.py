"""Routes of the duties of the host."""

from django.urls import path

from guazhi.hosting import views

app_name = "hosting"
urlpatterns = [
    path("readiness/", views.readiness, name="readiness"),
    path("secondments/<int:pk>/accept/", views.accept, name="accept"),
    path("secondments/<int:pk>/plan/", views.plan, name="plan"),
    path("secondments/<int:pk>/mentor/", views.mentor, name="mentor"),
    path("secondments/<int:pk>/mentoring/", views.mentoring, name="mentoring"),
    path("secondments/<int:pk>/living/", views.living, name="living"),
    path("secondments/<int:pk>/leader/", views.record_leader, name="record_leader"),
    path("secondments/<int:pk>/briefing/", views.briefing, name="briefing"),
    path("secondments/<int:pk>/division/", views.division, name="division"),
    path("secondments/<int:pk>/task/", views.task, name="task"),
    path("secondments/<int:pk>/talk/", views.talk, name="talk"),
    path("secondments/<int:pk>/difficulty/", views.difficulty, name="difficulty"),
    path("secondments/<int:pk>/care/", views.care, name="care"),
    path("mentorships/<int:pk>/accept/", views.accept_mentoring, name="accept_mentoring"),
    path("plans/<int:pk>/agree/", views.agree_plan, name="agree_plan"),
    path("plans/<int:pk>/approve/", views.approve_plan, name="approve_plan"),
    path("tasks/<int:pk>/accept/", views.accept_task, name="accept_task"),
    path("tasks/<int:pk>/urge/", views.urge_task, name="urge_task"),
    path("tasks/<int:pk>/reassign/", views.reassign_task, name="reassign_task"),
    path("tasks/<int:pk>/drop/", views.drop_task, name="drop_task"),
    path("tasks/<int:pk>/report/", views.report_task, name="report_task"),
    path("tasks/<int:pk>/return/", views.return_task, name="return_task"),
    path("tasks/<int:pk>/close/", views.close_task, name="close_task"),
    path("difficulties/", views.difficulties, name="difficulties"),
    path("difficulties/<int:pk>/answer/", views.answer, name="answer"),
    path("difficulties/<int:pk>/make-up/", views.make_up, name="make_up"),
    path("difficulties/<int:pk>/resolve/", views.resolve, name="resolve"),
    path("difficulties/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("difficulties/<int:pk>/pass-up/", views.pass_up, name="pass_up"),
]
