"""A list of addresses with nobody in them, as Strand's system writes it: it makes doors, and no electors."""

from django.utils.translation import gettext_lazy as _

from hustings.register.files.layouts.parts import Change, Layout, Part, numbered_lines

LIST = Layout(
    key="address-list",
    title=_("Address list, without people"),
    columns={
        Part.LETTERS: ("CODE",),
        Part.FLAT: ("FLAT",),
        Part.HOUSE: ("HOUSENAME",),
        Part.POSTCODE: ("PCODE",),
        Part.UPRN: ("UPRN",),
    },
    addresses=numbered_lines(6, "ELECTORADD"),
    writings=(
        (
            *("STRAND_ID", "WARD", "CODE"),
            *(f"ELECTORADD{line}" for line in range(1, 7)),
            *("FLAT", "HOUSENAME", "HOUSENUMBER", "SUBSTREETNAME", "STREETNAME"),
            *(f"STREETADD{line}" for line in range(1, 5)),
            "PCODE",
        ),
    ),
    change=lambda: Change.HOUSE,
    has_people=False,
)
