"""Routes of obligations and their waivers."""

from django.urls import path

from guazhi.obligations import views

app_name = "obligations"
urlpatterns = [
    path("<int:pk>/", views.obligation, name="obligation"),
    path("<int:pk>/ask-waiver/", views.ask_waiver, name="ask_waiver"),
    path("waivers/", views.waivers, name="waivers"),
    path("waivers/<int:pk>/decide/", views.decide_waiver, name="decide_waiver"),
]
