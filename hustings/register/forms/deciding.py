from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms

MOVED = "moved"


@dataclass(frozen=True)
class Place:
    """Where in the queue somebody is: which list, of which import, which question counted from 1."""

    moved: bool = False
    run: UUID | None = None
    place: int = 1


class PlaceForm(forms.Form):
    """The place in the queue as an address gives it; what makes no sense is left out."""

    list = forms.ChoiceField(choices=[(MOVED, MOVED)], required=False)
    run = forms.UUIDField(required=False)
    place = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Place:
        form = cls(given)
        form.is_valid()
        said = form.cleaned_data
        return Place(said.get("list") == MOVED, said.get("run"), said.get("place") or 1)


class DecisionForm(PlaceForm):
    """What somebody says of a question, and where they came from."""

    said = forms.ChoiceField(choices=[(word, word) for word in ("same", "other", "back")])
    came_from = forms.ChoiceField(choices=[("decisions", "decisions")], required=False)
