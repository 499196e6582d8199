"""Names that are written for one another: Liz for Elizabeth, Davis for Davies, Rees for Rhys.

The families stand in `name_variants.txt`. They say what may be one person where a door or a number says so too;
alone they prove nothing.
"""

from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files

from hustings.lib.names import normalised

Families = Mapping[str, frozenset[int]]


def are_forms_of_one_forename(one: str, other: str) -> bool:
    """Whether two forenames, as keys, are forms of one. Chris is Christopher's and Christine's, who are two."""
    return bool(FORENAMES.get(one, NONE) & FORENAMES.get(other, NONE))


def are_forms_of_one_surname(one: str, other: str) -> bool:
    """Whether two surnames, as keys, are spellings of one. Mac and Mc are the same beginning."""
    plain, likewise = _without_mac(one), _without_mac(other)
    return plain == likewise or bool(SURNAMES.get(plain, NONE) & SURNAMES.get(likewise, NONE))


def is_known_forename(name: str) -> bool:
    """Whether a forename, as a key, is one of those listed: then another listed one is no slip of the pen for it."""
    return name in FORENAMES


def _without_mac(surname: str) -> str:
    """Write Mac as Mc, where enough follows: Mack and Macey are no sons of anybody."""
    joined = surname.replace("mac ", "mac").replace("mc ", "mc")
    return f"mc{joined[3:]}" if joined.startswith("mac") and len(joined) > 6 else joined


def _read() -> tuple[Families, Families]:
    families: dict[str, dict[str, set[int]]] = {"forenames": defaultdict(set), "surnames": defaultdict(set)}
    section = ""
    text = files("hustings.lib").joinpath("name_variants.txt").read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif not line.startswith("#"):
            for name in line.split():
                families[section][normalised(name)].add(number)
    forenames, surnames = (
        {name: frozenset(lines) for name, lines in families[section].items()} for section in families
    )
    return forenames, surnames


NONE: frozenset[int] = frozenset()
FORENAMES, SURNAMES = _read()
