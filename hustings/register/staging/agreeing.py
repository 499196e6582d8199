"""Whether the name that a list gives beside a number can be the name that the register has for it."""

from hustings.lib.names import normalised


def names_agree(said: str, surname: str, forenames: str) -> bool:
    """Compare a name as written in any order, initials too, with a surname and forenames.

    "watson s a" agrees with Watson, Sophie Amy. Another forename beside the same surname does not: the numbers of a
    household follow one another, so that a list of another edition is off by one more often than by a street.
    """
    words = normalised(said).split()
    family = normalised(surname).split()
    given = normalised(forenames).split()
    if not words or not set(family) & set(words):
        return False
    rest = [word for word in words if word not in family]
    return not rest or not given or any(_is_of(word, name) for word in rest for name in given)


def _is_of(word: str, name: str) -> bool:
    shorter = min(len(word), len(name))
    return word[:shorter] == name[:shorter] and (shorter == 1 or shorter >= 3 or word == name)
