"""Names of people reduced to keys that compare: the same spelling, the same sound, the same person.

The keys are columns with ordinary indexes: searching by LIKE is slow behind row-level security, and no extension
of the database is asked for.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that do not fall apart into a plain letter and an accent.
SPELT_OUT = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"}
)
# A question mark is a letter that the council's file could not hold; an apostrophe joins (O'Brien, Obrien).
JOINED = str.maketrans("", "", "?'’‘`´ʼ.")
NOT_A_LETTER = re.compile(r"[\W_]+")

SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(mac|mc)(?=[a-z]{3})", "mk"),
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"^wh", "w"),
        (r"sch|sh|ti(?=on)|ci(?=a)", "X"),
        (r"tch|ch(?=[ei])", "c"),
        (r"ph|v", "f"),
        (r"th", "t"),
        (r"ough", "o"),
        (r"gh", ""),
        (r"mb$", "m"),
        (r"dg(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"ck|ch|[cqx]", "k"),
        (r"z", "s"),
        (r"d", "t"),
        (r"g(?=[eiy])", "j"),
        (r"(?<=[a-z])p(?=s)", ""),
    )
)
SILENT = re.compile(r"(?<=.)[aeiouyhw]+")
DOUBLED = re.compile(r"(.)\1+")
VOWEL_FIRST = re.compile(r"^[aeiouy]")


def normalised(name: str) -> str:
    """Reduce a name to lower-case letters without accents, words parted by one space.

    "O'Brien" -> "obrien", "Łukasz-Nowak" -> "lukasz nowak", "VAN DER BERG" -> "van der berg". Doing it twice
    changes nothing. Names in other alphabets keep their letters.
    """
    if name.isascii():
        return NOT_A_LETTER.sub(" ", name.lower().translate(JOINED)).strip()
    plain = unicodedata.normalize("NFKD", name.casefold().translate(SPELT_OUT))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    recased = letters.casefold().translate(SPELT_OUT).translate(JOINED)
    return NOT_A_LETTER.sub(" ", recased).strip()


def sound(name: str) -> str:
    """Reduce a name to how it sounds in Britain: Smith is Smyth, Stephen is Steven, MacDonald is McDonald.

    For finding somebody whose spelling is not known. Never proof of identity: Reed, Reid and Read are three people.
    """
    return " ".join(_sound_of_word(word) for word in normalised(name).split())


def tokens(surname: str, forenames: str) -> tuple[str, ...]:
    """List all words of a name in a fixed order, so that "Okafor, Grace Ada" and "Grace Ada Okafor" are one."""
    return tuple(sorted(normalised(f"{surname} {forenames}").split()))


def split_combined(name: str) -> tuple[str, str]:
    """Part "Surname Forename Middle" at the first space: surname, forenames.

    Surnames of several words cannot be told from such a file; the particles that begin most of them stay joined.
    """
    words = name.split()
    end = 1
    while end < len(words) - 1 and words[end - 1].casefold() in PARTICLES:
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])


PARTICLES = frozenset(
    "al ap d da dal de del della den der di dos du el la le les mac o saint st ter van von".split()
)


# The words of names come again and again, and each is put through twenty patterns.
@lru_cache(maxsize=50_000)
def _sound_of_word(word: str) -> str:
    heard = word
    for pattern, replacement in SOUNDS:
        heard = pattern.sub(replacement, heard)
    heard = SILENT.sub("", VOWEL_FIRST.sub("a", heard))
    return DOUBLED.sub(r"\1", heard)
