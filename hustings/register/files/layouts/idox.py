"""What Idox Elections writes: columns known by their position alone, without headings."""

from django.utils.translation import gettext_lazy as _

from hustings.register.files.layouts.changes import change_of_sign
from hustings.register.files.layouts.parts import Layout, Part, numbered_lines

COLUMNS = {
    Part.LETTERS: ("PD",),
    Part.ROLL_NUMBER: ("Number",),
    Part.MARKERS: ("Franchise Flags",),
    Part.ATTAINS_ON: ("Date of Attainment",),
    Part.SURNAME: ("Surname",),
    Part.FORENAMES: ("Forenames",),
    Part.POSTCODE: ("Postcode",),
}
NUMBERED = ("PD", "Number")
REST = (
    "Franchise Flags",
    "Date of Attainment",
    "Surname",
    "Forenames",
    *(f"Address Line {line}" for line in range(1, 9)),
    "House Number",
    "House Prefix",
    "Street",
    *("Area 1", "Area 2", "Area 3", "Area 4"),
    "Postcode",
)

FULL = Layout(
    key="idox-full",
    title=_("Idox Elections full register, without headings"),
    columns=COLUMNS,
    addresses=numbered_lines(8, "Address Line "),
    writings=((*NUMBERED, *REST),),
)
UPDATE = Layout(
    key="idox-update",
    title=_("Idox Elections monthly update, without headings"),
    columns={Part.CHANGE: ("Change",), **COLUMNS},
    addresses=numbered_lines(8, "Address Line "),
    writings=((*NUMBERED, "Change", *REST),),
    change=change_of_sign,
    change_parts=(Part.CHANGE,),
)
