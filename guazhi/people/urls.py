"""Routes of people's records."""

from django.urls import path

from guazhi.people import views

app_name = "people"
urlpatterns = [
    path("<int:pk>/", views.record, name="record"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/family/", views.family, name="family"),
    path("<int:pk>/grades/", views.grades, name="grades"),
    path("<int:pk>/sanctions/", views.sanctions, name="sanctions"),
    path("<int:pk>/reveal/", views.reveal, name="reveal"),
]
