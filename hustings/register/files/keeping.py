"""The mappings that were kept for a council, so that its next file is found by itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.access.actor import Actor
from hustings.audit.recording import record
from hustings.audit.words import Action
from hustings.geography.models import Place
from hustings.register.files.layouts import Change, Part
from hustings.register.files.layouts.councils import MappedLayout
from hustings.register.models import CouncilLayout, Supply

OF_LISTS = {f"({kind})" for kind in (Supply.Kind.ABSENT, Supply.Kind.MARKED)}
"""What the headings of mapped lists of absent voters and marked registers begin with."""


class UnableToRetireLayout(Exception):
    """The layout is not retired; the message says why."""


def mapped_layouts(officer: int) -> list[MappedLayout]:
    """What the files of a registration officer were mapped to, the latest first."""
    kept = CouncilLayout.objects.filter(officer_id=officer, retired_at=None).order_by("-made_at")
    return [_mapped(layout) for layout in kept if not set(layout.headings[:1]) & OF_LISTS]


def _mapped(kept: CouncilLayout) -> MappedLayout:
    return MappedLayout(
        kept.id,
        kept.title,
        tuple(kept.headings),
        kept.width,
        {Part(part): place for part, place in kept.parts.items()},
        tuple(kept.address_columns),
        {code: Change(change) for code, change in kept.changes.items()},
    )


@transaction.atomic
def keep_layout(
    *, by: Actor, at: datetime, constituency: int, officer: Place, mapping: MappedLayout
) -> CouncilLayout:
    """Keep what somebody said about the columns of a council's file. One for the same headings, or for the same
    width without headings, takes the place of the one before.
    """
    before = CouncilLayout.objects.filter(
        officer=officer, headings=list(mapping.headings), width=mapping.width, retired_at=None
    )
    before.update(retired_at=at)
    kept = CouncilLayout.objects.create(
        id=mapping.id,
        officer=officer,
        title=mapping.title[:120],
        headings=[heading[:200] for heading in mapping.headings],
        width=mapping.width,
        parts={part.value: place for part, place in mapping.parts.items()},
        address_columns=list(mapping.addresses),
        changes={code: change.value for code, change in mapping.changes.items()},
        made_by=by.person_id,
        made_at=at,
    )
    _note(by, at, constituency, kept, "kept")
    return kept


@transaction.atomic
def retire_layout(*, by: Actor, at: datetime, constituency: int, layout_id: UUID) -> CouncilLayout:
    """Stop finding files by a kept mapping; imports that used it still name it. Raises UnableToRetireLayout."""
    kept = CouncilLayout.objects.select_for_update().filter(pk=layout_id, retired_at=None).first()
    if kept is None:
        raise UnableToRetireLayout(_("This layout is retired already. Nothing was changed."))
    kept.retired_at = at
    kept.save(update_fields=["retired_at"])
    _note(by, at, constituency, kept, "retired")
    return kept


def _note(by: Actor, at: datetime, constituency: int, kept: CouncilLayout, step: str) -> None:
    record(
        action=Action.REGISTER_LAYOUT_MAP,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=constituency,
        place=f"layout {kept.id}",
        count=1,
        detail={"layout": str(kept.id), "step": step, "officer": kept.officer_id},
    )
