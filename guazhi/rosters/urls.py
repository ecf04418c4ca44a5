"""Routes of rosters."""

from django.urls import path

from guazhi.rosters import views

app_name = "rosters"
urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/paper/", views.paper, name="paper"),
]
