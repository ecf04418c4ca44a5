"""Routes of coordination."""

from django.urls import path

from guazhi.coordination import views

app_name = "coordination"
urlpatterns = [
    path("secondments/<int:pk>/contact/", views.contact, name="contact"),
    path("secondments/<int:pk>/draft/", views.draft, name="draft"),
    path("secondments/<int:pk>/exchange/", views.send, name="exchange"),
    path("secondments/<int:pk>/request/", views.ask, name="request"),
    path("secondments/<int:pk>/visit/", views.home_visit, name="home_visit"),
    path("hosts/<int:pk>/contact/", views.make_contact, name="make_contact"),
    path("hosts/<int:pk>/plan-contact/", views.plan_contact, name="plan_contact"),
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/plan/", views.contact_plan, name="contact_plan"),
    path("contacts/plan/quarter/", views.plan_quarter, name="plan_quarter"),
    path("contacts/<int:pk>/", views.host_contact, name="host_contact"),
    path("contacts/<int:pk>/replan/", views.replan_contact, name="replan_contact"),
    path("contacts/<int:pk>/call-off/", views.call_off_contact, name="call_off_contact"),
    path("forums/", views.forums, name="forums"),
    path("forums/<int:pk>/", views.forum, name="forum"),
    path("forums/<int:pk>/replan/", views.replan_forum, name="replan_forum"),
    path("forums/<int:pk>/invitation/", views.invitation, name="invitation"),
    path("forums/<int:pk>/excuse/", views.excuse, name="excuse"),
    path("forums/<int:pk>/speakers/", views.arrange_speakers, name="arrange_speakers"),
    path("forums/<int:pk>/urge/", views.urge_reports, name="urge_reports"),
    path("forums/<int:pk>/record/", views.record_forum, name="record_forum"),
    path("forums/<int:pk>/point/", views.raise_point, name="raise_point"),
    path("forums/<int:pk>/minutes/", views.write_minutes, name="write_minutes"),
    path("forums/<int:pk>/minutes/confirm/", views.confirm_minutes, name="confirm_minutes"),
    path("forums/<int:pk>/minutes/paper/", views.minutes_paper, name="minutes_paper"),
    path("points/", views.points, name="points"),
    path("points/<int:pk>/answer/", views.answer_point, name="answer_point"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.read_report, name="read_report"),
    path("reports/<int:pk>/countersign/", views.countersign_report, name="countersign_report"),
    path("reports/<int:pk>/return/", views.return_report, name="return_report"),
    path("intakes/<int:pk>/plan-forum/", views.plan_forum, name="plan_forum"),
    path("intakes/<int:pk>/propose-practice/", views.propose, name="propose_practice"),
    path("practices/", views.practices, name="practices"),
    path("practices/<int:pk>/", views.practice, name="practice"),
    path("practices/<int:pk>/publish/", views.publish, name="publish_practice"),
    path("practices/<int:pk>/return/", views.send_back, name="return_practice"),
    path("practices/<int:pk>/revise/", views.revise, name="revise_practice"),
    path("practices/<int:pk>/read/", views.read, name="read_practice"),
    path(
        "practices/<int:pk>/adopt/<int:secondment_pk>/",
        views.adopt,
        name="adopt_practice",
    ),
    path("exchanges/", views.exchanges, name="exchanges"),
    path("exchanges/flows/", views.flows, name="flows"),
    path(
        "intakes/<int:pk>/flows/<str:from_kind>/<str:to_kind>/", views.note_flow, name="note_flow"
    ),
    path("exchanges/units/", views.exchange_units, name="exchange_units"),
    path("exchanges/<int:pk>/", views.exchange_item, name="exchange_item"),
    path("exchanges/<int:pk>/forward/", views.forward, name="forward_exchange"),
    path("exchanges/<int:pk>/answer/", views.answer, name="answer_exchange"),
    path("requests/", views.requests, name="requests"),
    path("requests/<int:pk>/decide/", views.decide, name="decide_request"),
]
