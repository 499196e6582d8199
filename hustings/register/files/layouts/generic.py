"""What other tools and councils' own spreadsheets call the same things."""

from django.utils.translation import gettext_lazy as _

from hustings.register.files.layouts.changes import WORDS, change_by
from hustings.register.files.layouts.parts import NEVER_NEEDED, Layout, Part, numbered_lines

HEADINGS = {
    Part.LETTERS: (
        "Elector No. Prefix",
        "Elector Number Prefix",
        "Elector Prefix",
        "Prefix",
        "PD",
        "PD Code",
        "PD Letters",
        "Polling District",
        "Polling District Code",
        "Polling District Reference",
        "District Ref",
    ),
    Part.NUMBER: ("Elector No.", "Elector Number", "Electoral Number", "Number", "Roll Number", "No"),
    Part.SUFFIX: ("Elector No. Suffix", "Elector Number Suffix", "Elector Suffix", "Number Suffix"),
    Part.ROLL_NUMBER: ("RollNo", "ENO", "Electoral Roll Number"),
    Part.FULL_NUMBER: (
        "Full Elector No.",
        "Full Elector Number",
        "Reference Number",
        "Register Number",
        "Electoral Reference",
    ),
    Part.MARKERS: (
        "Markers",
        "Elector Markers",
        "Franchise Marker",
        "Franchise Flag",
        "Franchise Flags",
        "Franchise",
    ),
    Part.OPTED_OUT: ("Opt Out Flag", "Opted Out"),
    Part.BORN_ON: ("DOB", "Date of Birth", "Elector DOB", "Attainers DOB", "Birth Date"),
    Part.ATTAINS_ON: ("Date of Attainment", "Attainment Date", "DOA"),
    Part.SURNAME: ("Surname", "Elector Surname", "Last Name", "Family Name"),
    Part.FORENAMES: (
        "Forename",
        "Forenames",
        "First Name",
        "First Names",
        "Elector Forename",
        "Given Name",
        "Given Names",
    ),
    Part.MIDDLE_NAMES: (
        "Middle Names",
        "Middle Name",
        "Elector Middle Name",
        "Initials",
        "Middle",
        "Other Names",
    ),
    Part.COMBINED_NAME: ("Elector Name", "Name"),
    Part.FLAT: ("SubHouse", "Sub House"),
    Part.HOUSE: ("House",),
    Part.POSTCODE: ("PostCode", "Post Code", "Property PostCode", "Address PostCode", "PCODE"),
    Part.REFERENCE: ("Elector ID",),
    Part.UPRN: ("UPRN", "Property URN"),
    Part.RECORD_TOTAL: ("Record Total",),
    Part.MONTH: ("Current Register Month", "Register Month"),
}
"""What each heading means, by itself; also what the mapping of an unknown file begins with."""

CHANGES = (
    "Change Type",
    "ChangeTypeID",
    "Change Code",
    "Change",
    "Amendment Type",
    "Type of Change",
    "Action",
)
ADDRESSES = numbered_lines(
    9, "Address", "Address Line ", "Registered Address", "Property Address", "Add", "Addr"
)
NUMBER = ((Part.LETTERS, Part.NUMBER), (Part.FULL_NUMBER,), (Part.LETTERS, Part.ROLL_NUMBER))
NAME = ((Part.SURNAME, Part.FORENAMES), (Part.COMBINED_NAME,))
ALTERNATIVES = frozenset(part for group in (*NUMBER, *NAME) for part in group)
WRITING = (
    "Elector No. Prefix",
    "Elector No.",
    "Elector No. Suffix",
    "Full Elector No.",
    "Surname",
    "Forename",
    "Middle Names",
    "Date of Attainment",
    *(f"Address{line}" for line in range(1, 7)),
    "PostCode",
    "UPRN",
)

FULL = Layout(
    key="other-full",
    title=_("Full register with headings that other tools use"),
    columns=HEADINGS,
    addresses=ADDRESSES,
    writings=(WRITING,),
    optional=NEVER_NEEDED | ALTERNATIVES | {Part.MARKERS},
    needs=(NUMBER, NAME),
    is_generic=True,
)
UPDATE = Layout(
    key="other-update",
    title=_("Update with headings that other tools use"),
    columns={Part.CHANGE: CHANGES, **HEADINGS},
    addresses=ADDRESSES,
    writings=(("Change Type", *WRITING),),
    optional=NEVER_NEEDED | ALTERNATIVES | {Part.MARKERS},
    needs=(NUMBER, NAME),
    change=change_by(WORDS),
    change_parts=(Part.CHANGE,),
    is_generic=True,
)
