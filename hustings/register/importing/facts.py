"""What any room has recorded about a row of the register, asked of the database without naming the rooms above."""

from collections.abc import Iterator

from django.db import models


def facts_about(model: type[models.Model], alias: str, *, but: tuple[type[models.Model], ...] = ()) -> str:
    """SQL conditions that nothing in any room points at a row, found from the models without naming the rooms."""
    return "".join(f" AND NOT EXISTS ({query})" for query in _pointing(model, alias, but))


def _pointing(model: type[models.Model], alias: str, but: tuple[type[models.Model], ...]) -> Iterator[str]:
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            relation.concrete
            or not relation.auto_created
            or not (relation.one_to_many or relation.one_to_one)
        ):
            continue
        pointing, column = relation.related_model, relation.field.column  # type: ignore[union-attr]
        if pointing in but:
            continue
        table = pointing._meta.db_table  # type: ignore[union-attr]
        held = {field.name for field in pointing._meta.get_fields()}  # type: ignore[union-attr]
        seat = f" AND f.constituency_id = {alias}.constituency_id" if "constituency" in held else ""
        yield f"SELECT FROM {table} f WHERE f.{column} = {alias}.id{seat}"
