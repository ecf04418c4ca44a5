"""Who acts: one value that carries every hat, passed to each command and query."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from guazhi.access.matrix import Capability, Condition, Reach, Role, reach_of, roles_with

__all__ = ["Actor", "Capability", "Condition", "Held", "Reach", "Role"]


@dataclass(frozen=True, slots=True)
class Held:
    """A role held on an organisation: for city and county the area, else the unit itself."""

    role: Role
    organisation_id: int
    path: str
    organisation_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work, with the roles held today."""

    user_id: int | None
    person_id: int | None
    name: str
    held: tuple[Held, ...] = ()
    is_command_line: bool = field(default=False)

    def grants(self, capability: Capability) -> Iterator[tuple[Reach, Held | None, Condition]]:
        """Every way in which this actor holds ``capability``."""
        roles = roles_with(capability)
        for held in self.held:
            if held.role in roles:
                yield reach_of(held.role, roles[held.role]), held, roles[held.role]
        if self.person_id is not None:
            for role in (Role.MENTOR, Role.SECONDEE):
                if role in roles:
                    yield reach_of(role, roles[role]), None, roles[role]

    def may(self, capability: Capability) -> bool:
        """Whether the actor holds ``capability`` on any row at all."""
        return next(self.grants(capability), None) is not None

    def paths(self, capability: Capability) -> list[str]:
        """The organisations on which the actor holds ``capability`` by a granted role."""
        return [held.path for _, held, _ in self.grants(capability) if held is not None]

    def has(self, *roles: Role) -> bool:
        """Whether one of ``roles`` has been granted."""
        return any(held.role in roles for held in self.held)

    @property
    def organisation_name(self) -> str:
        """The unit to show beside the name."""
        return self.held[0].organisation_name if self.held else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The codes of the granted roles, as the ledger keeps them."""
        return tuple(dict.fromkeys(held.role.value for held in self.held)) or (
            (Role.SECONDEE.value,) if self.person_id else ()
        )
