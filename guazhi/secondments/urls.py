"""Routes of the secondment's life."""

from django.urls import path

from guazhi.secondments import views

app_name = "secondments"
urlpatterns = [
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/decouple/", views.decouple, name="decouple"),
    path("<int:pk>/arrive/", views.arrive, name="arrive"),
    path("<int:pk>/ask-change/", views.ask_change, name="ask_change"),
    path("changes/", views.changes, name="changes"),
    path("changes/<int:pk>/", views.change, name="change"),
    path("changes/<int:pk>/call-back/", views.call_back, name="call_back"),
    path("notices/<int:pk>/paper/", views.notice, name="notice"),
    path("<int:pk>/plan-return/", views.plan_return, name="plan_return"),
    path("<int:pk>/confirm-relation/", views.confirm_relation, name="confirm_relation"),
    path("leaves/", views.leaves, name="leaves"),
    path("<int:pk>/ask-leave/", views.ask_leave, name="ask_leave"),
    path("leaves/<int:pk>/", views.leave, name="leave"),
    path("leaves/<int:pk>/revise/", views.revise_leave, name="revise_leave"),
    path("leaves/<int:pk>/extend/", views.extend_leave, name="extend_leave"),
    path("leaves/<int:pk>/report-back/", views.report_back, name="report_back"),
    path("leaves/<int:pk>/confirm-back/", views.confirm_back, name="confirm_back"),
    path("leaves/<int:pk>/call-back/", views.call_back_leave, name="call_back_leave"),
    path("leaves/<int:pk>/paper/", views.leave_paper, name="leave_paper"),
    path("<int:pk>/return/", views.return_home, name="return_home"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
