"""Looking up whom nobody looks up by the way: oneself, one's own household, somebody who stands for election.

By the keys of names: somebody else of the same name is noted too, which does no harm, for the first time is only noted.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from hustings.access.requests import ScopedRequest
from hustings.access.scope import ask
from hustings.access.watching.rules import SignalKind
from hustings.access.watching.taking import note_odd
from hustings.lib.names import normalised
from hustings.register.finding.rules import bears_name, is_named_in_full
from hustings.register.models import Elector


def note_opened(request: ScopedRequest, elector: Elector) -> None:
    """Note that whoever asks opened themselves, their household or a candidate. Two look-ups of an index at most."""
    if _is_own(request, elector) or _is_candidate([elector]):
        note_odd(request.actor, SignalKind.WATCHED, request.seat.id)


def note_found(request: ScopedRequest, asked: str, electors: Sequence[Elector]) -> None:
    """Note that somebody on the watch-list was asked for by their whole name; what is found by the way is not."""
    typed = frozenset(normalised(asked).split())
    named = [one for one in electors if is_named_in_full(typed, one.given_key, one.surname_key)]
    # Most searches name nobody in full, and ask the database nothing more.
    if named and (_is_called(request.actor.name, named) or _is_candidate(named)):
        note_odd(request.actor, SignalKind.WATCHED, request.seat.id)


def _is_own(request: ScopedRequest, elector: Elector) -> bool:
    if _is_called(request.actor.name, [elector]):
        return True
    return elector.door_id is not None and elector.door_id in _own_doors(request)


def _own_doors(request: ScopedRequest) -> set[UUID]:
    """The doors of the seat behind which somebody lives who is called like whoever asks."""
    words = normalised(request.actor.name).split()
    surnames = [" ".join(words[place:]) for place in range(1, len(words))]
    alike = Elector.objects.of_seat(request.seat.id).filter(
        surname_key__in=surnames, given_key__startswith="".join(words[:1]), door__isnull=False
    )
    return {one.door_id for one in alike if one.door_id and _is_called(request.actor.name, [one])}


def _is_candidate(electors: Sequence[Elector]) -> bool:
    (names,) = ask("SELECT access.candidates()")
    return any(_is_called(name, electors) for name in names)


def _is_called(name: str, electors: Iterable[Elector]) -> bool:
    words = tuple(normalised(name).split())
    return any(bears_name(words, one.given_key, one.surname_key) for one in electors)
