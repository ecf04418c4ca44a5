"""Signing in and out, the password, and the design system's own page."""

from django.urls import path

from guazhi.web import views

app_name = "web"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-out/", views.SignOut.as_view(), name="logout"),
    path("password/", views.password, name="password"),
    path("design/", views.design, name="design"),
]
