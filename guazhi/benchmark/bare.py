"""The bare Django views compared with: same rows, same columns, no scope, no lights, no layout."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from guazhi.secondments.models import Secondment

ENGINE = Engine()
LIST = ENGINE.from_string(
    "<table>{% for s in rows %}<tr><td>{{ s.secondee.name }}</td>"
    "<td>{{ s.home_organisation.name }}</td><td>{{ s.host_unit.name }}</td>"
    "<td>{{ s.post.title }}</td><td>{{ s.category }}</td><td>{{ s.start|date:'Y-m-d' }}</td>"
    "<td>{{ s.end|date:'Y-m-d' }}</td><td>{{ s.state }}</td></tr>{% endfor %}</table>"
)
ONE = ENGINE.from_string("<h1>{{ s.secondee.name }}</h1><p>{{ s.host_unit.name }}</p>")
JOINS = ("secondee", "home_organisation", "host_unit", "post")


def register(_request: HttpRequest) -> HttpResponse:
    """Fifty rows in order of name."""
    rows = Secondment.objects.select_related(*JOINS).order_by("sort_key", "pk")[:50]
    return HttpResponse(LIST.render(Context({"rows": rows})))


def search(request: HttpRequest) -> HttpResponse:
    """Fifty rows whose name holds the text."""
    text = request.GET.get("q", "")
    found = Secondment.objects.filter(secondee__name__contains=text)
    rows = found.select_related(*JOINS).order_by("sort_key", "pk")[:50]
    return HttpResponse(LIST.render(Context({"rows": rows})))


def home(_request: HttpRequest) -> HttpResponse:
    """Three counts of the whole table, as a plain dashboard has them."""
    rows = Secondment.objects.all()
    counts = [rows.count(), rows.filter(state="in_post").count(), rows.exclude(mentor=None).count()]
    return HttpResponse(str(counts))


def person(_request: HttpRequest, pk: int) -> HttpResponse:
    """One row."""
    row = Secondment.objects.select_related(*JOINS).get(pk=pk)
    return HttpResponse(ONE.render(Context({"s": row})))


urlpatterns = [
    path("bare/register/", register),
    path("bare/search/", search),
    path("bare/home/", home),
    path("bare/person/<int:pk>/", person),
]
