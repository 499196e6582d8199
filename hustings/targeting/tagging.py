"""Tags: words that a seat puts on electors. Made, put on everybody of a list, and taken off again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.geography.models import Place
from hustings.register.locking import take_turns
from hustings.register.numbering import seat_numbers
from hustings.targeting.lists.asking import UnableToAsk, ask
from hustings.targeting.lists.counting import people_on
from hustings.targeting.lists.rules import read_form
from hustings.targeting.models import ListedElector, SavedList, Tag, TaggedElector

LONGEST = 40
BATCH = 5_000


class UnableToTag(Exception):
    """Nobody's tags were changed. The message says why and what to do."""


@dataclass(frozen=True)
class TagRow:
    """A tag, and how many electors bear it now."""

    tag: Tag
    count: int


def tags_of(constituency: int) -> list[TagRow]:
    """The tags of a seat by name, each with its electors counted. One query."""
    bearing = Count("tagged", filter=Q(tagged__taken_off_at=None))
    found = Tag.objects.filter(constituency_id=constituency).annotate(bearing=bearing).order_by("name")
    return [TagRow(tag, tag.bearing) for tag in found]


def make_tag(*, seat: Place, name: str, by: Actor, at: datetime) -> Tag:
    """Make a tag of a seat. Raises UnableToTag for a name that is empty, too long or taken."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST:
        raise UnableToTag(_("Give the tag a name of at most %d letters.") % LONGEST)
    if Tag.objects.filter(constituency=seat, name__iexact=name).exists():
        raise _taken()
    try:
        with transaction.atomic():
            tag = Tag.objects.create(constituency=seat, name=name, made_by=by.person_id, made_at=at)
            _note(tag, "tag made", [], by, at)
    except IntegrityError as error:
        raise _taken() from error
    return tag


@transaction.atomic
def put_on(*, tag: Tag, kept: SavedList, by: Actor, at: datetime) -> int:
    """Put a tag on everybody of a list who does not bear it, and count them. Raises UnableToTag where the list cannot
    be asked.
    """
    take_turns("tags", tag.constituency_id)
    bearing = set(_bearing(tag).values_list("elector_id", flat=True))
    new = [elector for elector in _people(kept, at) if elector not in bearing]
    TaggedElector.objects.bulk_create(
        (
            TaggedElector(
                constituency_id=tag.constituency_id,
                tag=tag,
                elector_id=elector,
                tagged_by=by.person_id,
                tagged_at=at,
            )
            for elector in new
        ),
        batch_size=BATCH,
    )
    _note(tag, "tag put on", new, by, at)
    return len(new)


@transaction.atomic
def take_off(*, tag: Tag, kept: SavedList | None, by: Actor, at: datetime) -> int:
    """Take a tag off everybody of a list, or off everybody, and count them. Raises UnableToTag as `put_on` does."""
    bearing = _bearing(tag)
    if kept is not None:
        bearing = bearing.filter(elector__in=_people(kept, at))
    electors = list(bearing.values_list("elector_id", flat=True))
    _bearing(tag).filter(elector__in=electors).update(taken_off_at=at)
    _note(tag, "tag taken off", electors, by, at)
    return len(electors)


def _bearing(tag: Tag) -> QuerySet[TaggedElector]:
    return TaggedElector.objects.filter(constituency_id=tag.constituency_id, tag=tag, taken_off_at=None)


def _people(kept: SavedList, at: datetime) -> list[UUID]:
    if not kept.is_live:
        stood = ListedElector.objects.filter(constituency_id=kept.constituency_id, list=kept)
        return list(dict.fromkeys(stood.values_list("elector_id", flat=True)))
    try:
        return people_on(ask(kept.constituency, read_form(kept.form), at=at, itself=kept.id))
    except UnableToAsk as refusal:
        raise UnableToTag(str(refusal)) from refusal


def _taken() -> UnableToTag:
    return UnableToTag(_("There is a tag of that name here already. Choose another name."))


def _note(tag: Tag, step: str, electors: list[UUID], by: Actor, at: datetime) -> None:
    record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=tag.constituency_id,
        place=f"tag {tag.id}",
        count=len(electors),
        electors=seat_numbers(tag.constituency_id, electors),
        rule=step,
    )
