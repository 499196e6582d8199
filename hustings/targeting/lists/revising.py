"""A list's steps with one added, taken out or moved. Pure but for its sentences: each gives a whole form again."""

from typing import Any

from django.utils.translation import gettext as _

from hustings.targeting.lists.rules import ListForm, Misunderstood, read_form

BEGINNING: dict[str, Any] = {"hustings_list": 1, "steps": [{"do": "add", "who": {"by": "everybody"}}]}
"""A new list: everybody, until a step keeps or leaves out somebody."""


class UnableToRevise(Exception):
    """There is no such step, or it cannot go there; nothing was changed."""


def with_step(form: ListForm, step: dict[str, Any], *, widening: int = 0) -> ListForm:
    """Add a step at the end; or, with `widening`, let an earlier step take its condition too ("or").

    Raises Misunderstood for a step that means nothing, with its own number.
    """
    kept = form.as_json()
    steps = list(kept["steps"])
    if widening:
        before = _step(steps, widening)
        if "who" not in before:
            raise UnableToRevise(_("That step has no condition that could be widened."))
        within = before["who"]["of"] if before["who"]["by"] == "any_of" else [before["who"]]
        steps[widening - 1] = before | {"who": {"by": "any_of", "of": [*within, step["who"]]}}
    else:
        steps.append(step)
    return read_form(kept | {"steps": steps})


def without_step(form: ListForm, number: int) -> ListForm:
    """Take a step out, counted from 1. Raises UnableToRevise for the last that is left, and where none would add."""
    kept = form.as_json()
    steps = list(kept["steps"])
    _step(steps, number)
    del steps[number - 1]
    return _sensible(kept, steps)


def moved_step(form: ListForm, number: int, by: int) -> ListForm:
    """Let a step change places with the one before it (-1) or after it (1)."""
    kept = form.as_json()
    steps = list(kept["steps"])
    _step(steps, number)
    other = number + by
    _step(steps, other)
    steps[number - 1], steps[other - 1] = steps[other - 1], steps[number - 1]
    return _sensible(kept, steps)


def _step(steps: list[dict[str, Any]], number: int) -> dict[str, Any]:
    if not 1 <= number <= len(steps):
        raise UnableToRevise(_("That step is not there any more. Look at the steps again."))
    return steps[number - 1]


def _sensible(kept: dict[str, Any], steps: list[dict[str, Any]]) -> ListForm:
    try:
        return read_form(kept | {"steps": steps})
    except Misunderstood as fault:
        raise UnableToRevise(
            _("A list begins with a step that adds somebody. Add another one first; nothing was changed.")
        ) from fault
