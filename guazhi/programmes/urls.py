"""Routes of programmes."""

from django.urls import path

from guazhi.programmes import views

app_name = "programmes"
urlpatterns = [path("intakes/<int:pk>/notes/", views.notes, name="notes")]
