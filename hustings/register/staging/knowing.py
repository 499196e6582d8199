"""Rows that say what the register says already, found while they are staged, so that nothing more is done about them.

Of a register that is sent again nearly every row is one. Taking apart its address, keying its name and looking for its
person would tell nothing new, and is most of the work.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from hustings.register.faults import UnableToImportRegister
from hustings.register.files.layouts import Change, Columns
from hustings.register.files.plain import Plain, plain_with
from hustings.register.files.reading import Row
from hustings.register.models import Import, RegisterEntry, Verdict
from hustings.register.querying import NEW_ID, fetch, looking_up
from hustings.register.staging.cells import cut, written

CASTS = {"line": "int", "number": "int", "suffix": "int", "attains_on": "date"}
# Cast before they are compared: behind row-level security an index serves no comparison with a cast inside it.
SAID = ", ".join(
    f"nullif(c[{at}], '')::{CASTS[name]} AS {name}" if name in CASTS else f"c[{at}] AS {name}"
    for at, name in enumerate(Plain._fields, 1)
)
EMPTY = (
    "surname_key, given_key, surname_sound, given_sound, uprn, reference, flat, premises, house_suffix, street,"
    " street_key, locality, locality_key, side, walk_key, address_key, fault"
).split(", ")
KNOWN = f"""
INSERT INTO register_stagedrow (id, constituency_id, run_id, line, change, letters, number, suffix, markers, attains_on,
    surname, forenames, address_lines, postcode, {", ".join(EMPTY)}, fault_column, seat_id, district_id, door_id,
    elector_id, entry_id, is_known, verdict)
SELECT {NEW_ID}, %(constituency)s, %(run)s, said.line, '{Change.STATE}', n.letters, n.number::text, n.suffix::text,
    n.markers, n.attains_on, n.surname, n.forenames, n.address_lines, n.postcode, {", ".join(["''"] * len(EMPTY))}, 0,
    n.constituency_id, n.district_id, n.door_id, n.elector_id, n.id, true, '{Verdict.SAME}'
FROM (SELECT {SAID} FROM {cut("rows")} OFFSET 0) AS said
JOIN register_registerentry n ON n.constituency_id = ANY (%(held)s) AND n.edition_id = %(edition)s
 AND n.closed_by_id IS NULL AND (n.letters, n.number, n.suffix) = (said.letters, said.number, said.suffix)
WHERE (n.surname, n.forenames, n.markers, n.address_lines, n.postcode)
    = (said.surname, said.forenames, said.markers, said.address_lines, said.postcode)
  AND n.attains_on IS NOT DISTINCT FROM said.attains_on
RETURNING line
"""
VANISHED = """
SELECT count(*) FROM register_stagedrow s
LEFT JOIN register_registerentry n
  ON n.constituency_id = ANY (%(seats)s) AND n.id = s.entry_id AND n.closed_by_id IS NULL
WHERE s.run_id = %(run)s AND s.constituency_id = %(constituency)s AND s.is_known AND n.id IS NULL
"""
Sieve = Callable[[Sequence[Row]], Sequence[Row]]


def known_sieve(run: Import, columns: Columns, parameters: dict[str, Any]) -> Sieve:
    """Make what stages the known rows of a batch and gives back the others."""
    plain = plain_with(columns, published_on=run.edition.published_on)
    held = RegisterEntry.objects.filter(
        constituency_id__in=parameters["reach"], edition_id=run.edition_id, closed_by=None
    )
    if plain is None or not held.exists():
        return lambda rows: rows

    def sift(rows: Sequence[Row]) -> Sequence[Row]:
        read = [found for found in map(plain, rows) if found is not None]
        said = {**parameters, "held": parameters["reach"], "rows": written(read)}
        with looking_up():
            known = {line for (line,) in fetch(KNOWN, said)}
        return [row for row in rows if row.line not in known]

    return sift


def refuse_vanished(parameters: dict[str, Any]) -> None:
    """Raise UnableToImportRegister where the register no longer says what a known row says: it must be read again."""
    if fetch(VANISHED, parameters)[0][0]:
        raise UnableToImportRegister(
            _(
                "The register was changed since this file was looked over, in what the file says as well. Give this "
                "import up and send the file again. Nothing was changed."
            )
        )
