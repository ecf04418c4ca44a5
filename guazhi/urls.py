"""The routes of the whole site."""

from django.urls import include, path

from guazhi.assessments.urls import voting

urlpatterns = [
    path("assessments/", include("guazhi.assessments.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("coordination/", include("guazhi.coordination.urls")),
    path("hosting/", include("guazhi.hosting.urls")),
    path("ledger/", include("guazhi.ledger.urls")),
    path("notices/", include("guazhi.notices.urls")),
    path("obligations/", include("guazhi.obligations.urls")),
    path("people/", include("guazhi.people.urls")),
    path("programmes/", include("guazhi.programmes.urls")),
    path("rosters/", include("guazhi.rosters.urls")),
    path("secondments/", include("guazhi.secondments.urls")),
    path("selection/", include("guazhi.selection.urls")),
    path("vote/", include((voting, "voting"))),
    path("", include("guazhi.accounts.urls")),
    path("", include("guazhi.web.urls")),
    path("", include("guazhi.dashboards.urls")),
]
