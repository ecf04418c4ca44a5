"""Signing in and out, and the design system's own page."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from guazhi.web import views

app_name = "web"
urlpatterns = [
    path("sign-in/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("sign-out/", LogoutView.as_view(), name="logout"),
    path("design/", views.design, name="design"),
]
