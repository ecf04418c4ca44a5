"""Routes of the ledger."""

from django.urls import path

from guazhi.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("verify/", views.verification, name="verify"),
]
