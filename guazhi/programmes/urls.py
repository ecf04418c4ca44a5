"""Routes of programmes."""

from django.urls import path

from guazhi.programmes import views

app_name = "programmes"
urlpatterns = [
    path("intakes/begin/", views.begin, name="begin"),
    path("intakes/<int:pk>/notes/", views.notes, name="notes"),
    path("intakes/<int:pk>/schedule/", views.schedule, name="schedule"),
    path("intakes/<int:pk>/call/", views.call, name="call"),
    path("intakes/<int:pk>/posts/", views.posts, name="posts"),
    path("intakes/<int:pk>/hosts/<int:host>/offer/", views.offer_post, name="offer_post"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("posts/<int:pk>/rewrite/", views.rewrite_post, name="rewrite_post"),
    path("posts/<int:pk>/submit/", views.submit_post, name="submit_post"),
    path("posts/<int:pk>/answer/", views.answer_post, name="answer_post"),
    path("posts/<int:pk>/withdraw/", views.withdraw_post, name="withdraw_post"),
]
