"""Headings of columns, and the words in them, reduced to what compares: no two councils write them alike."""

import re
from functools import lru_cache

NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=2_000)
def heading_key(text: str) -> str:
    """Reduce a heading or a word to its letters and digits: "Elector No. Prefix" and "ELECTOR_NO_PREFIX" are one."""
    return NOT_ALPHANUMERIC.sub("", text.casefold())
