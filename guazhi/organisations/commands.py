"""Building the tree. Called by importing a roster and by setting up an installation."""

from django.db import transaction

from guazhi.organisations.models import Organisation


@transaction.atomic
def found(
    name: str, kind: str, parent: Organisation | None = None, *, position: int = 0
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
    return node


@transaction.atomic
def found_city(name: str) -> tuple[Organisation, Organisation]:
    """Add a city and its organisation department; both are returned."""
    city = found(name, "city")
    return city, found(f"中共{name}委组织部", "department", city)


@transaction.atomic
def found_county(name: str, city: Organisation) -> tuple[Organisation, Organisation]:
    """Add a county or district and its organisation department; both are returned."""
    county = found(name, "county", city)
    return county, found(f"中共{name}委组织部", "department", county)
