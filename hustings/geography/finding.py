"""Finding constituencies by what people type."""

from hustings.geography.models import Place
from hustings.geography.rules import search_words


def seats_matching(text: str, limit: int = 20) -> list[Place]:
    """List constituencies whose name holds every word typed, in any order and without accents.

    A word counts where a word of the name, English or Welsh, begins with it. Nothing typed lists nothing.
    """
    words = search_words(text)
    if not words:
        return []
    found = []
    for seat in Place.objects.filter(kind=Place.Kind.CONSTITUENCY, ends_on=None).order_by("name"):
        parts = search_words(f"{seat.name} {seat.name_cy}")
        if all(any(part.startswith(word) for part in parts) for word in words):
            found.append(seat)
    return found[:limit]
