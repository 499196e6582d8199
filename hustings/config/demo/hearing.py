"""From what canvassers of the demo wrote down to conversations as the canvassing room takes them."""

from collections.abc import Iterator
from uuid import UUID

from hustings.canvassing.judging import Heard
from hustings.canvassing.rules import BY_MEANING, Meaning, party_code_id
from hustings.config.demo.conversations import Said
from hustings.elections.models import ElectionKind
from hustings.lib.uuid7 import uuid7
from hustings.register.models import RegisterEntry

Roll = dict[tuple[str, int], tuple[UUID, UUID | None]]


def roll_of(constituency: int) -> Roll:
    """Return elector and door by letters and number, as the edition in use has them."""
    entries = RegisterEntry.objects.filter(constituency_id=constituency, closed_by=None, suffix=0)
    found = entries.values_list("letters", "number", "elector_id", "door_id").iterator(chunk_size=20_000)
    return {(letters, number): (elector, door) for letters, number, elector, door in found}


def heard_from(said: Iterator[Said], roll: Roll, constituency: int) -> Iterator[Heard]:
    """Yield conversations with whoever is on the roll; a door where nobody was met stands for itself."""
    for line in said:
        elector, door = roll.get((line.letters, line.number), (None, None))
        if elector is None:
            continue
        yield Heard(
            id=uuid7(),
            happened_at=line.at,
            outcome=Meaning(line.outcome),
            elector=elector if line.met else None,
            door=door,
            source_kind="demo",
            intentions=tuple(_intentions(line, constituency)),
            answers=tuple((BY_MEANING[Meaning(action)].id, "") for action in line.actions),
        )


def _intentions(line: Said, constituency: int) -> Iterator[tuple[str, UUID]]:
    for kind, answer in (
        (ElectionKind.WESTMINSTER, line.intention),
        (ElectionKind.LOCAL, line.local_intention),
    ):
        if answer:
            yield kind.value, _code(Meaning(answer), line.party, constituency)


def _code(meaning: Meaning, party: str, constituency: int) -> UUID:
    if party and meaning in (Meaning.SOFT_OTHER, Meaning.FIRM_OTHER):
        return party_code_id(meaning, party, constituency)
    return BY_MEANING[meaning].id
