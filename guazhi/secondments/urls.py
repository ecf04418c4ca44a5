"""Routes of the secondment's life."""

from django.urls import path

from guazhi.secondments import views

app_name = "secondments"
urlpatterns = [
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/decouple/", views.decouple, name="decouple"),
    path("<int:pk>/arrive/", views.arrive, name="arrive"),
    path("<int:pk>/extend/", views.extend, name="extend"),
    path("<int:pk>/end-early/", views.end_early, name="end_early"),
    path("<int:pk>/confirm-relation/", views.confirm_relation, name="confirm_relation"),
    path("<int:pk>/return/", views.return_home, name="return_home"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
