"""What somebody typed into the search box: a number, a postcode, an address or a name. Pure; the looks alone decide."""

import re
from collections import defaultdict
from dataclasses import dataclass

from hustings.lib.addresses import ABBREVIATED
from hustings.lib.elector_numbers import read_elector_number, read_roll_number
from hustings.lib.name_variants import FORENAMES, SURNAMES, Families
from hustings.lib.names import normalised
from hustings.lib.postcodes import compact

LONGEST = 120
"""Characters that are looked at: nobody's name, number or address is longer."""

LEAST_LETTERS = 3
"""Fewer find half a street at once, and nobody in particular."""

MOST_WORDS = 6
"""Words that are looked for: each more is a way more to read a name, and six of it are enough to know somebody."""

LETTERS_APART = re.compile(r"(?P<letters>\S.*?)\s+(?P<roll>\d{1,9}(?:/\d{1,9})?)")
WHOLE_POSTCODE_LAST = re.compile(
    r"(?P<before>.*?)[\s,]*(?P<postcode>[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2})", re.IGNORECASE
)
PART_OF_POSTCODE = re.compile(r"(?P<outward>[A-Z]{1,2}\d[A-Z\d]?)(?P<inward>\s*\d[A-Z]?)?", re.IGNORECASE)
INWARD_LENGTH = 3
FLAT = re.compile(
    r"(?:flat|apartment|apt|unit|room)\s+(?P<flat>\d{0,4}[a-z]?)(?=[\s,]|$)[\s,]*", re.IGNORECASE
)
HOUSE = re.compile(r"(?<!\S)(?P<number>\d{1,5})(?P<suffix>[a-z]?)(?=[\s,]|$)[\s,]*", re.IGNORECASE)
HIGHEST = "\U0010ffff"
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class NumberAsked:
    """An elector number; `letters` is "" where only the number on the list was typed."""

    letters: str
    number: int
    suffix: int = 0


@dataclass(frozen=True)
class PostcodeAsked:
    """The beginning of a compact postcode; `length` is that of the whole one where a space says where it parts."""

    beginning: str
    length: int | None = None


@dataclass(frozen=True)
class AddressAsked:
    """Parts of an address; of `words` each begins a word of the house's name, the street's or the locality's."""

    words: tuple[str, ...]
    number: int | None = None
    number_suffix: str = ""
    flat: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class NameAsked:
    """Words of a name in any order, each as its key."""

    words: tuple[str, ...]


Asked = NumberAsked | PostcodeAsked | AddressAsked | NameAsked


def read_question(text: str) -> tuple[Asked, ...]:
    """Say what a text may ask for, the likeliest first. Nothing typed asks for nothing.

    "12 mill la" is an address, "ex1" a postcode, "AA1-124/1" and "124" numbers; "mill" is a name, or else a street.
    """
    # A database's text holds every sign but this one.
    line = " ".join(text[:LONGEST].replace("\0", " ").split())
    asked = [_number(line), _number_apart(line), _postcode(line), _name(line), _address(line)]
    return tuple(each for each in asked if each is not None)


def other_forms(word: str) -> frozenset[str]:
    """List the other names that a word of a name may be written for, as keys: Robert and Rob for "bob"."""
    return (OF_FORENAME.get(word, frozenset()) | OF_SURNAME.get(word, frozenset())) - {word}


def is_too_short(text: str) -> bool:
    """Whether a text has fewer than three letters and asks neither for a number nor for a whole part of a postcode."""
    letters = sum(sign.isalnum() for sign in text)
    whole = any(isinstance(asked, NumberAsked | PostcodeAsked) for asked in read_question(text))
    return 0 < letters < LEAST_LETTERS and not whole


def is_named_in_full(typed: frozenset[str], given: str, surname: str) -> bool:
    """Whether somebody's first forename and whole surname, as keys, are among the words that were typed."""
    return bool(given and surname) and {given.split(maxsplit=1)[0], *surname.split()} <= typed


def bears_name(words: tuple[str, ...], given: str, surname: str) -> bool:
    """Whether the words of a name begin with somebody's first forename and end with their surname, all as keys."""
    last = tuple(surname.split())
    return (
        bool(given and last)
        and len(words) > len(last)
        and (words[0] == given.split(maxsplit=1)[0] and words[-len(last) :] == last)
    )


def _together(families: Families) -> dict[str, frozenset[str]]:
    members: dict[int, set[str]] = defaultdict(set)
    for name, lines in families.items():
        for line in lines:
            members[line].add(name)
    return {name: frozenset().union(*(members[line] for line in lines)) for name, lines in families.items()}


OF_FORENAME, OF_SURNAME = _together(FORENAMES), _together(SURNAMES)


def is_unmistakable(asked: Asked) -> bool:
    """Whether an answer to this leaves nothing else to ask: a number with its letters, a whole postcode."""
    if isinstance(asked, NumberAsked):
        return bool(asked.letters)
    return isinstance(asked, PostcodeAsked) and asked.length == len(asked.beginning)


def after(beginning: str) -> str:
    """Give the end of the range that holds every text beginning so, compared letter by letter as in collation C."""
    return beginning + HIGHEST


def after_postcode(beginning: str) -> str | None:
    """Give the first postcode after all that begin so, in any collation; None where there is no later one."""
    for place in range(len(beginning) - 1, -1, -1):
        if beginning[place] != "Z":
            following = "A" if beginning[place] == "9" else chr(ord(beginning[place]) + 1)
            return beginning[:place] + following
    return None


def spellings(word: str) -> tuple[str, ...]:
    """A word of an address as it was typed and, where it is an abbreviation, written out."""
    return (word, ABBREVIATED[word]) if word in ABBREVIATED else (word,)


def place_of_match(words: tuple[str, ...], name: str, more: str = "") -> int | None:
    """How well a street answers to words: 0 its name begins with them, 1 words of it do, 2 with its locality's help.

    None where a word is nowhere. The name's words must be keys.
    """
    if any(name.startswith(f"{' '.join(words[:-1])} {end}".lstrip()) for end in spellings(words[-1])):
        return 0
    for rank, text in ((1, name), (2, f"{name} {more}")):
        parts = text.split()
        if all(any(part.startswith(spellings(word)) for part in parts) for word in words):
            return rank
    return None


def _number(line: str) -> NumberAsked | None:
    if found := read_elector_number(line):
        return _sized(found.letters, found.number, found.suffix)
    roll = read_roll_number(line)
    return _sized("", *roll) if roll else None


def _sized(letters: str, number: int, suffix: int) -> NumberAsked | None:
    return NumberAsked(letters, number, suffix) if max(number, suffix) <= LARGEST_NUMBER else None


def _number_apart(line: str) -> NumberAsked | None:
    """Letters and number with a space between, where no hyphen was typed: "AA1 124"."""
    found = LETTERS_APART.fullmatch(line)
    roll = read_roll_number(found["roll"]) if found and not read_elector_number(line) else None
    return _sized(found["letters"].upper(), *roll) if found and roll else None


def _postcode(line: str) -> PostcodeAsked | None:
    if whole := compact(line):
        return PostcodeAsked(whole, len(whole))
    found = PART_OF_POSTCODE.fullmatch(line)
    if found is None:
        return None
    outward, inward = found["outward"].upper(), (found["inward"] or "").upper()
    parted = len(outward) + INWARD_LENGTH if inward.startswith(" ") else None
    return PostcodeAsked(outward + inward.strip(), parted)


def _name(line: str) -> NameAsked | None:
    words = tuple(normalised(line).split())[:MOST_WORDS]
    return NameAsked(words) if words and not any(letter.isdigit() for letter in line) else None


def _address(line: str) -> AddressAsked | None:
    """Take flat, number and postcode out of the line; what is left are words. A number alone asks for no address."""
    ending = WHOLE_POSTCODE_LAST.fullmatch(line)
    rest, postcode = (ending["before"], compact(ending["postcode"])) if ending else (line, "")
    flat, rest = _take(FLAT, rest, "flat")
    houses = list(HOUSE.finditer(rest))
    for house in reversed(houses):
        rest = rest[: house.start()] + rest[house.end() :]
    if len(houses) > 1 and not flat:
        flat = houses[0]["number"] + houses[0]["suffix"]
    words = tuple(normalised(rest).split())[:MOST_WORDS]
    if not words and not (postcode and (houses or flat)):
        return None
    last = houses[-1] if houses else None
    number, suffix = (int(last["number"]), last["suffix"].upper()) if last else (None, "")
    return AddressAsked(words, number, suffix, flat.lower(), postcode)


def _take(pattern: re.Pattern[str], text: str, part: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (found[part], text[: found.start()] + text[found.end() :]) if found else ("", text)
