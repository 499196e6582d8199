"""What points at a row of the register from any room, read from the models without naming the rooms above."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Pointer:
    """A column of some table that holds the id of a row; `keys` tell the rows of that table apart."""

    model: type[models.Model]
    column: str
    keys: tuple[str, ...]
    has_seat: bool

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def pointers_to(model: type[models.Model]) -> Iterator[Pointer]:
    """Every foreign key to a table, whichever room it stands in."""
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            relation.concrete
            or not relation.auto_created
            or not (relation.one_to_many or relation.one_to_one)
        ):
            continue
        pointing: type[models.Model] = relation.related_model  # type: ignore[assignment]
        yield Pointer(
            model=pointing,
            column=str(relation.field.column),  # type: ignore[union-attr]
            keys=tuple(str(field.column) for field in pointing._meta.pk_fields),
            has_seat="constituency" in {field.name for field in pointing._meta.get_fields()},
        )
