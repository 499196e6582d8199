"""Keeping lists: making, changing, sharing, freezing and putting them away. Each verb writes one entry in the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.access.roles import HOLDS, KEY_HOLDERS
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.targeting.lists.asking import UnableToAsk, ask
from hustings.targeting.lists.compiling import ON_REGISTER, compile_list
from hustings.targeting.lists.rules import ListForm
from hustings.targeting.models import SavedList

FREEZE = """
INSERT INTO targeting_listedelector (id, constituency_id, list_id, elector_id, listed_at)
SELECT gen_random_uuid(), %(seat)s, %(list)s::uuid, e.id, %(at)s FROM register_elector e
WHERE {on_register} AND {on_it}
"""
SHARERS = tuple(sorted(role for role, actions in HOLDS.items() if Action.TARGETING_LIST_BUILD in actions))
"""Roles that a list can be shared with."""


class UnableToKeep(Exception):
    """The list stayed as it was; the message says why and what to do."""


def lists_for(by: Actor, constituency: int) -> QuerySet[SavedList]:
    """The lists of a seat that somebody sees: their own, and those shared with a role they hold there."""
    held = [grant.role for grant in by.grants if constituency in grant.seats and grant.role in SHARERS]
    shared = Q(is_shared=True) & (Q(roles=[]) | Q(roles__overlap=held))
    mine = Q(made_by=by.person_id) if by.person_id else Q(pk=None)
    return SavedList.objects.filter(mine | shared, constituency_id=constituency, retired_at=None)


def may_change(kept: SavedList, by: Actor) -> bool:
    """Whether somebody gives a list other steps, another name or other readers: its maker, and who holds the keys.

    So a list outlives its maker's leaving. Whoever else sees it uses it, and takes a copy to change.
    """
    if by.person_id is not None and kept.made_by == by.person_id:
        return True
    return any(grant.role in KEY_HOLDERS and kept.constituency_id in grant.seats for grant in by.grants)


def make_list(
    *, seat: Place, name: str, form: ListForm, by: Actor, at: datetime, offered_by: UUID | None = None
) -> SavedList:
    """Keep a new list under a name of its own; nobody else sees it until it is shared.

    Raises UnableToKeep for a name that is taken or empty, and for a form that refers to what is not there.
    """
    kept = SavedList(
        constituency=seat,
        name=_named(name),
        form=_askable(seat, form, at).as_json(),
        offered_by=offered_by,
        made_by=by.person_id,
        made_at=at,
        changed_at=at,
    )
    _save(kept, by, at, rule="made")
    return kept


def change_list(*, kept: SavedList, form: ListForm, by: Actor, at: datetime) -> None:
    """Give a list other steps.

    Raises UnableToKeep for a snapshot, for another's list (`may_change`), and for what refers to what is not there.
    """
    _refuse_others(kept, by)
    if not kept.is_live:
        raise UnableToKeep(_("A snapshot keeps its people and its steps. Copy it to a live list first."))
    kept.form = _askable(kept.constituency, form, at, itself=kept.id).as_json()
    _save(kept, by, at, rule="changed")


def rename_list(
    *, kept: SavedList, name: str, is_shared: bool, roles: Iterable[str], by: Actor, at: datetime
) -> None:
    """Give a list its name, and say who sees it.

    Raises UnableToKeep for a name that is taken, for no such role, and for another's list (`may_change`).
    """
    _refuse_others(kept, by)
    wanted = sorted(set(roles))
    if set(wanted) - set(SHARERS):
        raise UnableToKeep(_("A list is shared with roles that can build lists. Nothing was changed."))
    kept.name, kept.is_shared, kept.roles = _named(name), is_shared, wanted
    _save(kept, by, at, rule="shared" if is_shared else "named")


def freeze_list(*, kept: SavedList, name: str, by: Actor, at: datetime) -> SavedList:
    """Keep who is on a list now as a snapshot of its own, which later changes leave as it is.

    Raises UnableToKeep for a name that is taken, and UnableToAsk where the list cannot be asked.
    """
    asked = ask(kept.constituency, _form(kept), at=at, itself=kept.id)
    snapshot = SavedList(
        constituency=kept.constituency,
        name=_named(name),
        form=kept.form,
        is_live=False,
        as_of=at,
        made_by=by.person_id,
        made_at=at,
        changed_at=at,
    )
    compiled = compile_list(asked)
    with transaction.atomic():
        _save(snapshot, by, at, rule="snapshot")
        with connection.cursor() as cursor:
            cursor.execute(
                FREEZE.format(on_register=ON_REGISTER, on_it=compiled.on_it),
                compiled.values | {"list": snapshot.id, "at": at},
            )
    return snapshot


def copy_list(*, kept: SavedList, name: str, by: Actor, at: datetime) -> SavedList:
    """Take a live copy of a list, with its steps, as one's own. Of a snapshot the steps are copied, not its people.

    Raises UnableToKeep for a name that is taken, and where what it asks for is not there any more.
    """
    return make_list(seat=kept.constituency, name=name, form=_form(kept), by=by, at=at)


def free_name(constituency: int, name: str) -> str:
    """This name, or with a number behind it the first that no list in use bears here."""
    taken = set(
        SavedList.objects.filter(constituency=constituency, retired_at=None).values_list("name", flat=True)
    )
    names = (name, *(f"{name} ({number})" for number in range(2, 100)))
    return next(one for one in names if one not in taken)


def put_away(*, kept: SavedList, by: Actor, at: datetime) -> None:
    """Take a list out of use; a list that asks for it says so when it is asked.

    Raises UnableToKeep for another's list.
    """
    _refuse_others(kept, by)
    kept.retired_at = at
    _save(kept, by, at, rule="put away")


def _refuse_others(kept: SavedList, by: Actor) -> None:
    if not may_change(kept, by):
        raise UnableToKeep(
            _("This list is somebody else’s. Nothing was changed; take a copy and change that.")
        )


def _form(kept: SavedList) -> ListForm:
    return ListForm.model_validate(kept.form)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 120:
        raise UnableToKeep(_("Give the list a name of at most 120 letters."))
    return name


def _askable(seat: Place, form: ListForm, at: datetime, itself: UUID | None = None) -> ListForm:
    try:
        ask(seat, form, at=at, itself=itself)
    except UnableToAsk as refusal:
        raise UnableToKeep(str(refusal)) from refusal
    return form


def _save(kept: SavedList, by: Actor, at: datetime, *, rule: str) -> None:
    kept.changed_at = at
    try:
        with transaction.atomic():
            kept.save()
            _log(kept, by, at, rule=rule)
    except IntegrityError as error:
        raise UnableToKeep(_("There is a list of that name here already. Choose another name.")) from error


def _log(
    kept: SavedList, by: Actor, at: datetime, *, rule: str, detail: dict[str, Any] | None = None
) -> None:
    record(
        action=Action.TARGETING_LIST_BUILD,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=kept.constituency_id,
        place=f"list {kept.id}",
        rule=rule,
        detail=detail or {},
    )
