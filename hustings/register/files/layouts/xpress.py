"""What Xpress writes: two full registers, which differ in the name, and the monthly update."""

from django.utils.translation import gettext_lazy as _

from hustings.register.files.layouts.changes import change_of_months
from hustings.register.files.layouts.parts import Layout, Part, numbered_lines

NUMBERED = {
    Part.LETTERS: ("Elector Number Prefix", "Elector No. Prefix"),
    Part.NUMBER: ("Elector Number", "Elector No."),
    Part.SUFFIX: ("Elector Number Suffix", "Elector No. Suffix"),
    Part.MARKERS: ("Elector Markers",),
    Part.BORN_ON: ("Elector DOB",),
    Part.POSTCODE: ("PostCode",),
    Part.REFERENCE: ("Elector ID",),
    Part.UPRN: ("UPRN", "Property URN"),
}
BEGINNING = (
    "Elector Number Prefix",
    "Elector Number",
    "Elector Number Suffix",
    "Elector Markers",
    "Elector DOB",
)
ENDING = ("PostCode", *(f"Address{line}" for line in range(1, 7)))
SPLIT = (*BEGINNING, "Elector Surname", "Elector Forename", *ENDING)
COMBINED = (*BEGINNING, "Elector Name", *ENDING)

FULL = Layout(
    key="xpress-full",
    title=_("Xpress full register"),
    columns={
        **NUMBERED,
        Part.SURNAME: ("Elector Surname",),
        Part.FORENAMES: ("Elector Forename", "Elector Forenames"),
    },
    addresses=numbered_lines(6, "Address"),
    writings=(SPLIT, (*SPLIT, "Elector ID")),
)
FULL_COMBINED = Layout(
    key="xpress-full-combined",
    title=_("Xpress full register, names in one column"),
    columns={**NUMBERED, Part.COMBINED_NAME: ("Elector Name",)},
    addresses=numbered_lines(6, "Address"),
    writings=(COMBINED, (*COMBINED, "Elector ID")),
)
UPDATE = Layout(
    key="xpress-update",
    title=_("Xpress monthly update"),
    columns={
        Part.LETTERS: ("DistrictRef",),
        Part.FULL_NUMBER: ("ElectorNumber",),
        Part.MARKERS: ("MarkersRegisterText",),
        Part.BORN_ON: ("ElectorDOB",),
        Part.SURNAME: ("ElectorSurname",),
        Part.FORENAMES: ("ElectorForename",),
        Part.POSTCODE: ("PropertyPostCode",),
        Part.CREATED: ("ElectorCreatedMonth",),
        Part.CHANGED: ("ElectorChangedMonth",),
        Part.DELETED: ("ElectorDeletedMonth",),
        Part.RECORD_TOTAL: ("RecordTotal",),
        Part.MONTH: ("CurrentRegisterMonth",),
    },
    addresses=numbered_lines(5, "PropertyAddress"),
    writings=(
        (
            "CompanyName",
            "CompanyOPCSRef",
            "DistrictRef",
            "StreetName",
            *(f"PropertyAddress{line}" for line in range(1, 6)),
            "PropertyPostCode",
            "PropertyAddressPrefix",
            "PropertyAddressNumber",
            "ElectorNumber",
            "ElectorForename",
            "ElectorSurname",
            "ElectorDOB",
            "ElectorCreatedMonth",
            "ElectorChangedMonth",
            "ElectorDeletedMonth",
            "MarkersRegisterText",
            "RecordCount",
            "RecordTotal",
            "CurrentRegisterMonth",
        ),
    ),
    change=change_of_months,
    change_parts=(Part.CREATED, Part.CHANGED, Part.DELETED),
)
