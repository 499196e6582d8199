"""Where a row's person lives: address lines and the columns beside them, taken apart once for each household."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from hustings.lib.addresses import Address, read_address
from hustings.lib.names import normalised
from hustings.lib.postcodes import compact
from hustings.lib.walking_order import side_of, walk_key
from hustings.register.files.layouts import Columns, Part

Premises = tuple[str | int | None, ...]
"""Lines as written, postcode, flat, premises, house, its suffix, street and its key, locality and its key, side,
walk key, address key: the staged columns in their order.
"""

NO_ADDRESS: Premises = ("", "", "", "", None, "", "", "", "", "", "", "", "")
UNKNOWN_POSTCODES = frozenset({"na", "none", "unknown", "notknown", "nopostcode", "tbc", "nil", "null"})
LONGEST_MISTYPED = 10


def premises_reader(columns: Columns) -> Callable[[list[str]], tuple[Premises, bool]]:
    """Make the reader of an address: the staged columns, and whether the postcode's column holds something else."""
    lines, at = columns.addresses, columns.at
    beside = [at.get(part) for part in (Part.POSTCODE, Part.FLAT, Part.HOUSE)]

    def read(cells: list[str]) -> tuple[Premises, bool]:
        postcode, flat, house = ("" if place is None else cells[place] for place in beside)
        return _premises(tuple([cells[place] for place in lines]), postcode, flat, house)

    return read


# The people of one door follow each other in a register.
@lru_cache(maxsize=2_000)
def _premises(lines: tuple[str, ...], postcode: str, flat: str, house: str) -> tuple[Premises, bool]:
    address = _helped(read_address(lines, postcode), lines, postcode, flat, house)
    written = "\n".join(line for line in lines if line and not compact(line))
    slipped = bool(postcode) and not compact(postcode) and _is_no_postcode(postcode)
    if not address.is_place:
        return (written, address.postcode, *NO_ADDRESS[2:]), slipped
    return (
        (
            written,
            address.postcode,
            address.flat[:60],
            address.name[:150],
            address.number,
            address.number_suffix[:20],
            address.street[:150],
            address.street_key[:150],
            address.locality[:150],
            normalised(address.locality)[:150],
            side_of(address.number).value,
            walk_key(
                number=address.number,
                number_suffix=address.number_suffix,
                name=address.name,
                flat=address.flat,
            )[:400],
            address.key[:400],
        ),
        slipped,
    )


def _helped(address: Address, lines: tuple[str, ...], postcode: str, flat: str, house: str) -> Address:
    """Let the columns for flat and house say what the lines alone do not: "2 Castle House" is flat 2 of it."""
    if not address.is_place:
        return address
    if flat and not address.flat:
        address = replace(read_address(_after(flat, lines), postcode), flat=flat)
    if house and not address.name and address.number is None:
        numbered = house.isdecimal() and len(house) <= 5
        return replace(address, number=int(house)) if numbered else replace(address, name=house)
    return address


def _after(flat: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without the flat at their beginning, if it stands there."""
    first, rest = lines[0], lines[1:]
    begins = first.casefold().startswith(flat.casefold())
    if not begins or first[len(flat) : len(flat) + 1].isalnum():
        return lines
    left = first[len(flat) :].strip(" ,")
    return (left, *rest) if left else rest


def _is_no_postcode(cell: str) -> bool:
    """Whether a cell holds a name or a street where the postcode should be; a mistyped postcode is short."""
    if len(cell) > LONGEST_MISTYPED:
        return normalised(cell).replace(" ", "") not in UNKNOWN_POSTCODES
    is_word = not any(letter.isdigit() for letter in cell) and any(letter.isalpha() for letter in cell)
    return is_word and normalised(cell).replace(" ", "") not in UNKNOWN_POSTCODES
