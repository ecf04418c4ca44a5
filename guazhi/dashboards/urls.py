"""Routes of the pages that everybody opens."""

from django.urls import path

from guazhi.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("register/", views.register, name="register"),
    path("register/export/", views.export, name="export"),
    path("register/units/<int:pk>/", views.units, name="units"),
    path("obligations/", views.obligations, name="obligations"),
    path("secondments/<int:pk>/", views.person, name="person"),
    path("secondments/<int:pk>/report/", views.report, name="report"),
    path("waiting/", views.waiting, name="waiting"),
    path("burden/", views.burden, name="burden"),
    path("intakes/", views.intakes, name="intakes"),
    path("intakes/<int:pk>/", views.intake, name="intake"),
    path("evaluation/", views.evaluation, name="evaluation"),
    path(
        "intakes/<int:pk>/evaluation/<str:measure>/",
        views.evaluation_names,
        name="evaluation_names",
    ),
    path("intakes/<int:pk>/uses/", views.usage, name="usage"),
    path("uses/", views.uses, name="uses"),
    path("uses/export/", views.export_uses, name="export_uses"),
    path("sources/<str:kind>/<int:pk>/", views.source, name="source"),
    path("policy/", views.policy, name="policy"),
]
