"""The design system's own page."""

from django.urls import path

from guazhi.web import views

app_name = "web"
urlpatterns = [path("design/", views.design, name="design")]
