"""Letters as they are written: plain paragraphs with fields in double braces. Pure."""

import re
from collections.abc import Mapping

FIELDS = ("salutation", "names", "address")
FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
BLANK_LINES = re.compile(r"\n\s*\n")


class UnknownField(ValueError):
    """The letter asks for a field that there is not; its argument is the word in the braces."""


def check_letter(text: str) -> None:
    """Raise UnknownField for a field that is not one of FIELDS, and for a brace that opens or closes none."""
    for word in FIELD.findall(text):
        if word not in FIELDS:
            raise UnknownField(word)
    rest = FIELD.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise UnknownField("{{" if "{{" in rest else "}}")


def filled(text: str, values: Mapping[str, str]) -> list[list[str]]:
    """The paragraphs of a letter to one addressee, a list of lines each. What a value holds is never a field itself."""
    written = FIELD.sub(lambda found: values[found[1]], text.replace("\r\n", "\n").strip())
    return [paragraph.split("\n") for paragraph in BLANK_LINES.split(written)]
