"""Something of a kind in a seat, where the demo has none: every field that must be filled is, with what suits it."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from hustings.geography.models import Place
from hustings.lib.uuid7 import uuid7

SIMPLE: dict[str, Any] = {
    "ArrayField": list,
    "BinaryField": lambda: b"x",
    "BooleanField": bool,
    "DateField": date.today,
    "DateTimeField": timezone.now,
    "DecimalField": int,
    "FloatField": float,
    "JSONField": dict,
    "UUIDField": uuid7,
}


def make_something(
    model: type[models.Model], seat: Place, unit: models.Model | None, **told: Any
) -> models.Model:
    """Write a row of this seat and unit, past the walls, with whatever it leans on."""
    values = {
        field.name: _value(field, seat, unit)
        for field in model._meta.concrete_fields
        if field.name not in told and _is_wanted(field)
    }
    made: models.Model = model._default_manager.create(**values, **told)
    return made


def _is_wanted(field: Any) -> bool:
    if field.name in ("constituency", "constituency_id", "unit"):
        return True
    return not (field.null or field.has_default() or field.blank or isinstance(field, models.AutoField))


def _value(field: Any, seat: Place, unit: models.Model | None) -> Any:
    if field.name == "constituency_id":
        return seat.id
    if field.is_relation:
        return _leant_on(field.related_model, seat, unit)
    if field.choices:
        return field.choices[0][0]
    if (kind := field.get_internal_type()) in SIMPLE:
        return SIMPLE[kind]()
    return 1 if "Integer" in kind else uuid7().hex[-min(field.max_length or 8, 8) :]


def _leant_on(model: type[models.Model], seat: Place, unit: models.Model | None) -> Any:
    if model is Place:
        return seat
    if unit is not None and isinstance(unit, model):
        return unit
    names = {field.name for field in model._meta.get_fields()}
    rows = (
        model._default_manager.filter(constituency=seat)
        if "constituency" in names
        else model._default_manager.all()
    )
    return rows.first() or make_something(model, seat, unit)
