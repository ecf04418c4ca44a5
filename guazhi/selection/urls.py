"""Routes from need to decision."""

from django.urls import path

from guazhi.selection import views

app_name = "selection"
urlpatterns = [
    path("intakes/<int:pk>/nominations/", views.nominations, name="nominations"),
    path("intakes/<int:pk>/homes/<int:home>/nominate/", views.nominate, name="nominate"),
    path(
        "intakes/<int:pk>/nominations/answer/", views.answer_nominations, name="answer_nominations"
    ),
    path("intakes/<int:pk>/runs/", views.runs, name="runs"),
    path("intakes/<int:pk>/place/", views.place, name="place"),
    path("intakes/<int:pk>/balance/", views.balance, name="balance"),
    path("nominations/<int:pk>/", views.nomination, name="nomination"),
    path("nominations/<int:pk>/rewrite/", views.rewrite_nomination, name="rewrite_nomination"),
    path("nominations/<int:pk>/submit/", views.submit_nomination, name="submit_nomination"),
    path("nominations/<int:pk>/withdraw/", views.withdraw_nomination, name="withdraw_nomination"),
    path("nominations/<int:pk>/review/", views.review_nomination, name="review_nomination"),
    path("nominations/<int:pk>/receive/", views.receive_nomination, name="receive_nomination"),
    path("nominations/<int:pk>/form/", views.nomination_form, name="nomination_form"),
    path("nominations/<int:pk>/wishes/", views.wishes, name="wishes"),
    path("intakes/<int:pk>/checks/", views.checks, name="checks"),
    path("intakes/<int:pk>/checks/<int:person>/", views.person_checks, name="person_checks"),
    path(
        "intakes/<int:pk>/checks/<int:person>/<int:post>/<slug:check>/",
        views.decide_check,
        name="decide_check",
    ),
    path("posts/<int:pk>/rank/", views.rank, name="rank"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/board/", views.board, name="board"),
    path("runs/<int:pk>/keep/", views.keep, name="keep"),
    path("runs/<int:pk>/again/", views.prove, name="prove"),
    path("runs/<int:pk>/compare/", views.compare, name="compare"),
    path("runs/<int:pk>/propose/", views.propose, name="propose"),
    path("proposals/<int:pk>/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/warnings/", views.decide_warnings, name="decide_warnings"),
    path("proposals/<int:pk>/paper/", views.meeting_paper, name="meeting_paper"),
    path("proposals/<int:pk>/public/", views.public_list, name="public_list"),
    path("proposals/<int:pk>/letters/", views.letters, name="letters"),
    path("proposals/<int:pk>/decide/", views.decide, name="decide"),
    path("proposals/<int:pk>/drop/", views.drop, name="drop"),
    path("proposals/<int:pk>/carry-out/", views.carry_out, name="carry_out"),
    path("lines/<int:pk>/change/", views.change, name="change"),
    path("lines/<int:pk>/take-out/", views.take_out, name="take_out"),
    path("lines/<int:pk>/objection/", views.object_to, name="object_to"),
    path("objections/<int:pk>/settle/", views.settle, name="settle"),
]
