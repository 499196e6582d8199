"""What tells the demo campaign's register files from a council's: every address lies in a postcode area that is none.

The demo's sign-ins are printed for everyone to read, so nobody's real data may enter it. Royal Mail has no area ZX
(the 124 areas of the Postcode Address File, and BF, BX, GX, XX beside it, do not hold it).
"""

from collections.abc import Iterable

AREA = "ZX"


def is_invented(postcode: str) -> bool:
    """Say whether a postcode, compact or as written, lies in the invented area."""
    compacted = postcode.replace(" ", "").upper()
    return compacted.startswith(AREA) and compacted[len(AREA) :][:1].isdigit()


def is_for_demonstration(postcodes: Iterable[str]) -> bool:
    """Say whether a file may enter the demo, from the postcodes of all its rows ("" where a row has no address).

    One real postcode is enough to refuse it, and so is a file in which no row has an address.
    """
    addressed = [postcode for postcode in postcodes if postcode.strip()]
    return bool(addressed) and all(is_invented(postcode) for postcode in addressed)
