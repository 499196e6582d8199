"""Everything that answers a request, a job or a command says which action it is, for which purpose, at what place.

The middleware refuses what says nothing, and a test walks every address, task and command.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Callee = TypeVar("Callee", bound=Callable[..., Any])

ATTRIBUTE = "hustings_declaration"


@dataclass(frozen=True)
class Declaration:
    """`place` names the part of the address that says which seat; None where the action is of no one seat.

    The place `unit` asks for a unit by its key, `organisation` for a grant that reaches all of it. `signing_in` marks
    what must answer before anybody is known; it opens the accounts' tables and no other.
    """

    action: str
    purpose: str
    place: str | None = None
    signing_in: bool = False


def declare(*, action: str, purpose: str, place: str | None = None) -> Callable[[Callee], Callee]:
    """Mark a view, route, task or command. The mark is found again by `declaration_of`, also through wrappers."""
    return _mark(Declaration(str(action), str(purpose), place))


def declare_signing_in(*, action: str, purpose: str) -> Callable[[Callee], Callee]:
    """Mark a view that answers people who are not signed in yet."""
    return _mark(Declaration(str(action), str(purpose), signing_in=True))


def declaration_of(callee: object) -> Declaration | None:
    """Find the mark on a view or task, looking through `functools.wraps` and class-based views."""
    while callee is not None:
        found = getattr(callee, ATTRIBUTE, None) or getattr(
            getattr(callee, "view_class", None), ATTRIBUTE, None
        )
        if found is not None:
            return found if isinstance(found, Declaration) else None
        callee = getattr(callee, "__wrapped__", None)
    return None


def _mark(declaration: Declaration) -> Callable[[Callee], Callee]:
    def marked(callee: Callee) -> Callee:
        setattr(callee, ATTRIBUTE, declaration)
        return callee

    return marked
