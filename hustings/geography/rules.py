"""What a GSS code says about the place that bears it, and how a seat's address word is made."""

import re
import unicodedata

NATION, REGION, COUNTY, COUNCIL = "nation", "region", "county", "council"
CONSTITUENCY, WARD = "constituency", "ward"
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "england", "wales", "scotland", "northern_ireland"

NATION_OF_LETTER = {"E": ENGLAND, "W": WALES, "S": SCOTLAND, "N": NORTHERN_IRELAND}
# Register of Geographic Codes, Office for National Statistics: three characters name the kind of area.
KIND_OF_PREFIX = (
    dict.fromkeys(("E92", "W92", "S92", "N92"), NATION)
    | {"E12": REGION, "E10": COUNTY}
    | dict.fromkeys(("E06", "E07", "E08", "E09", "W06", "S12", "N09"), COUNCIL)
    | dict.fromkeys(("E14", "W07", "S14", "N05", "N06"), CONSTITUENCY)
    | dict.fromkeys(("E05", "W05", "S13", "N08"), WARD)
)
GSS_CODE = re.compile(r"^[A-Z]\d{8}$")


def kind_of_code(code: str) -> str | None:
    """Read the kind of area from a GSS code; None where it is no code, or of a kind we do not keep."""
    return KIND_OF_PREFIX.get(code[:3]) if GSS_CODE.match(code) else None


def nation_of_code(code: str) -> str:
    """Read the nation from a GSS code; "" for the islands and for what is no code."""
    return NATION_OF_LETTER.get(code[:1], "") if GSS_CODE.match(code) else ""


def stands_for_nothing(code: str) -> bool:
    """Tell whether a code only fills a column: the ONS writes E99999999 where there is no such area."""
    return not code or code.endswith("99999999")


def slug_of(name: str) -> str:
    """Make the word a seat bears in addresses: "Ynys Môn" becomes "ynys-mon"; "" without any letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def search_words(text: str) -> list[str]:
    """Split what somebody typed into plain lower-case words, so that "Ynys Mon" finds Ynys Môn."""
    return [word for word in slug_of(text).split("-") if word]
