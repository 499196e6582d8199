"""What any room has recorded about a row of the register, asked of the database without naming the rooms above."""

from collections.abc import Iterator

from django.db import models

from hustings.register.pointing import pointers_to


def facts_about(model: type[models.Model], alias: str, *, but: tuple[type[models.Model], ...] = ()) -> str:
    """SQL conditions that nothing in any room points at a row, found from the models without naming the rooms."""
    return "".join(f" AND NOT EXISTS ({query})" for query in _pointing(model, alias, but))


def _pointing(model: type[models.Model], alias: str, but: tuple[type[models.Model], ...]) -> Iterator[str]:
    for pointer in pointers_to(model):
        if pointer.model in but:
            continue
        seat = f" AND f.constituency_id = {alias}.constituency_id" if pointer.has_seat else ""
        yield f"SELECT FROM {pointer.table} f WHERE f.{pointer.column} = {alias}.id{seat}"
