"""Keeping real people out of the demonstration, whose sign-ins are printed for everybody to read."""

from typing import Any

from django.utils.translation import gettext as _

from hustings.lib.demonstration import AREA
from hustings.lib.postcodes import displayed
from hustings.organisation.models import Organisation
from hustings.register.faults import UnableToReadFile
from hustings.register.querying import fetch
from hustings.register.staging.rows import MINE

# Rows without an address are taken only beside rows with an invented one: alone they could be anybody's.
ADDRESSES = f"""
SELECT count(*) FILTER (WHERE postcode ~ '^{AREA}[0-9]'),
       (array_agg(line ORDER BY line) FILTER (WHERE postcode !~ '^{AREA}[0-9]'))[1],
       (array_agg(postcode ORDER BY line) FILTER (WHERE postcode !~ '^{AREA}[0-9]'))[1]
FROM register_stagedrow WHERE {MINE} AND (postcode <> '' OR side <> '')
"""


def refuse_real_addresses(parameters: dict[str, Any]) -> None:
    """Raise UnableToReadFile where this is the demonstration and a staged row has an address that could be real."""
    if not Organisation.objects.filter(is_demonstration=True).exists():
        return
    invented, line, postcode = fetch(ADDRESSES, parameters)[0]
    if line is not None:
        raise UnableToReadFile(
            _(
                "The demo takes only files that Hustings wrote, whose postcodes begin with %(area)s and are nowhere; "
                "line %(line)d has %(postcode)s. Nothing was kept. To use a real register start without the demo: "
                "bin/run --new."
            )
            % {
                "area": AREA,
                "line": line,
                "postcode": displayed(postcode) or _("an address without a postcode"),
            }
        )
    if not invented:
        raise UnableToReadFile(
            _(
                "The demo takes only files that Hustings wrote, and no row of this one has an address. "
                "Nothing was kept."
            )
        )
