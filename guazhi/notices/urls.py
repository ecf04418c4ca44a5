"""Routes of notices."""

from django.urls import path

from guazhi.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("read-all/", views.read_all, name="read_all"),
    path("settings/", views.habits, name="settings"),
    path("settings/channels/add/", views.add_channel, name="add_channel"),
    path("settings/channels/<int:pk>/remove/", views.remove_channel, name="remove_channel"),
    path("settings/channels/<int:pk>/try/", views.try_channel, name="try_channel"),
    path("settings/calendar/renew/", views.renew_feed, name="renew_feed"),
    path("settings/calendar/revoke/", views.revoke_feed, name="revoke_feed"),
    path("calendar/<str:key>.ics", views.feed, name="feed"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/settle/", views.settle, name="settle"),
]
