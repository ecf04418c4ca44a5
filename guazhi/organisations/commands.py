"""Building the tree. Called by importing a roster and by setting up an installation."""

from collections.abc import Iterable

from django.db import transaction

from guazhi.access.actor import Actor
from guazhi.ledger.commands import record, record_all
from guazhi.organisations.events import OrganisationFounded
from guazhi.organisations.models import Organisation


@transaction.atomic
def found(
    name: str,
    kind: str,
    parent: Organisation | None = None,
    *,
    actor: Actor,
    position: int = 0,
) -> Organisation:
    """Add a node below ``parent``, or return the one of that name which is there already."""
    known = Organisation.objects.filter(parent=parent, name=name).first()
    if known is not None:
        return known
    county = None
    if parent is not None:
        county = parent if parent.kind == "county" else parent.county
    level = kind if kind in Organisation.AREAS else (parent.level if parent else "city")
    node = Organisation.objects.create(
        name=name,
        kind=kind,
        level=level,
        parent=parent,
        county=county,
        position=position,
        path=f"new/{name}/{parent.pk if parent else 0}",
    )
    if kind == "county":
        node.county = node
    node.path = f"{parent.path if parent else ''}{node.pk}/"
    node.save(update_fields=["path", "county"])
    record(actor, _founded(node))
    return node


@transaction.atomic
def found_all(
    nodes: Iterable[tuple[str, str, Organisation]], *, actor: Actor
) -> list[Organisation]:
    """Add many units, each a name, a kind and the area it sits in; those there are returned.

    Areas are founded one by one, since others hang on them.
    """
    wanted = list(nodes)
    parents = {parent.pk for _, _, parent in wanted}
    there = {
        (row.parent_id, row.name): row for row in Organisation.objects.filter(parent__in=parents)
    }
    new: dict[tuple[int | None, str], Organisation] = {
        (parent.pk, name): Organisation(
            name=name,
            kind=kind,
            level=parent.level,
            parent=parent,
            county=parent if parent.kind == "county" else parent.county,
            path=f"new/{name}/{parent.pk}",
        )
        for name, kind, parent in wanted
        if (parent.pk, name) not in there
    }
    made = Organisation.objects.bulk_create(new.values(), batch_size=500)
    for row in made:
        assert row.parent is not None
        row.path = f"{row.parent.path}{row.pk}/"
    Organisation.objects.bulk_update(made, ["path"], batch_size=200)
    record_all(actor, map(_founded, made))
    there |= new
    return [there[parent.pk, name] for name, _, parent in wanted]


@transaction.atomic
def found_city(name: str, *, actor: Actor) -> tuple[Organisation, Organisation]:
    """Add a city and its organisation department; both are returned."""
    city = found(name, "city", actor=actor)
    return city, found(f"中共{name}委组织部", "department", city, actor=actor)


@transaction.atomic
def found_county(
    name: str, city: Organisation, *, actor: Actor
) -> tuple[Organisation, Organisation]:
    """Add a county or district and its organisation department; both are returned."""
    county = found(name, "county", city, actor=actor)
    return county, found(f"中共{name}委组织部", "department", county, actor=actor)


def _founded(node: Organisation) -> OrganisationFounded:
    return OrganisationFounded(subject=node.pk, kind=node.kind, parent=node.parent_id)
