"""Routes of the secondment's life."""

from django.urls import path

from guazhi.secondments import views

app_name = "secondments"
urlpatterns = [
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/decouple/", views.decouple, name="decouple"),
    path("<int:pk>/arrive/", views.arrive, name="arrive"),
    path("<int:pk>/ask-change/", views.ask_change, name="ask_change"),
    path("changes/<int:pk>/", views.change, name="change"),
    path("changes/<int:pk>/call-back/", views.call_back, name="call_back"),
    path("notices/<int:pk>/paper/", views.notice, name="notice"),
    path("<int:pk>/plan-return/", views.plan_return, name="plan_return"),
    path("<int:pk>/confirm-relation/", views.confirm_relation, name="confirm_relation"),
    path("<int:pk>/return/", views.return_home, name="return_home"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
