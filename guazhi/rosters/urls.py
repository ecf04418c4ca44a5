"""Routes of rosters."""

from django.urls import path

from guazhi.rosters import views

app_name = "rosters"
urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/paper/", views.paper, name="paper"),
    path("<int:pk>/ratings/", views.ratings, name="ratings"),
    path("<int:pk>/ratings/<int:member>/", views.ratings_book, name="ratings_book"),
]
