"""Routes from need to decision."""

from django.urls import path

from guazhi.selection import views

app_name = "selection"
urlpatterns = [
    path("intakes/<int:pk>/nominations/", views.nominations, name="nominations"),
    path("intakes/<int:pk>/homes/<int:home>/nominate/", views.nominate, name="nominate"),
    path("nominations/<int:pk>/", views.nomination, name="nomination"),
    path("nominations/<int:pk>/rewrite/", views.rewrite_nomination, name="rewrite_nomination"),
    path("nominations/<int:pk>/submit/", views.submit_nomination, name="submit_nomination"),
    path("nominations/<int:pk>/withdraw/", views.withdraw_nomination, name="withdraw_nomination"),
    path("nominations/<int:pk>/review/", views.review_nomination, name="review_nomination"),
    path("nominations/<int:pk>/receive/", views.receive_nomination, name="receive_nomination"),
    path("nominations/<int:pk>/wishes/", views.wishes, name="wishes"),
    path("posts/<int:pk>/rank/", views.rank, name="rank"),
]
