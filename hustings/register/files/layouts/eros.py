"""What Eros writes (formerly Halarose): its CSV, its tabbed "pp" files, and the monthly updates of both."""

from django.utils.translation import gettext_lazy as _

from hustings.register.files.layouts.changes import EROS_CODES, PP_CODES, change_by
from hustings.register.files.layouts.parts import Layout, Part, numbered_lines

COLUMNS = {
    Part.LETTERS: ("PDCode",),
    Part.ROLL_NUMBER: ("RollNo",),
    Part.SURNAME: ("ElectorSurname",),
    Part.FORENAMES: ("ElectorForename",),
    Part.MIDDLE_NAMES: ("ElectorMiddleName",),
    Part.BORN_ON: ("AttainersDOB", "DOB"),
    Part.ATTAINS_ON: ("DateOfAttainment",),
    Part.MARKERS: ("FranchiseMarker",),
    Part.FLAT: ("SubHouse",),
    Part.HOUSE: ("House",),
    Part.POSTCODE: ("PostCode",),
    Part.REFERENCE: ("ElectorID",),
    Part.UPRN: ("UPRN",),
}
ADDRESSES = numbered_lines(6, "RegisteredAddress")
AREAS = ("PostCode", "Euro", "Parl", "County", "Ward", "SubHouse", "House")
LATER = ("MethodOfVerification", "ElectorID", "UPRN")


def _writing(*, status: bool, later: bool, dated: str, changed: bool = False) -> tuple[str, ...]:
    return (
        *(("ChangeTypeID",) if changed else ()),
        *("PDCode", "RollNo", "ElectorTitle"),
        *(("IERStatus",) if status else ()),
        *("ElectorSurname", "ElectorForename", "ElectorMiddleName", dated, "FranchiseMarker"),
        *(f"RegisteredAddress{line}" for line in range(1, 7)),
        *AREAS,
        *(LATER if later else ()),
    )


FULL = Layout(
    key="eros-full",
    title=_("Eros full register"),
    columns=COLUMNS,
    addresses=ADDRESSES,
    writings=tuple(
        _writing(status=status, later=later, dated="DateOfAttainment")
        for later in (True, False)
        for status in (False, True)
    ),
)
UPDATE = Layout(
    key="eros-update",
    title=_("Eros monthly update"),
    columns={Part.CHANGE: ("ChangeTypeID",), **COLUMNS},
    addresses=ADDRESSES,
    writings=tuple(
        _writing(status=status, later=later, dated="DOB", changed=True)
        for later in (False, True)
        for status in (False, True)
    ),
    change=change_by(EROS_CODES),
    change_parts=(Part.CHANGE,),
)

PP_COLUMNS = {
    Part.LETTERS: ("PD",),
    Part.ROLL_NUMBER: ("ENO",),
    Part.FORENAMES: ("First Name",),
    Part.MIDDLE_NAMES: ("Initials",),
    Part.SURNAME: ("Surname",),
    Part.ATTAINS_ON: ("Date Of Attainment",),
    Part.MARKERS: ("Franchise Flag",),
    Part.POSTCODE: ("Postcode",),
    Part.OPTED_OUT: ("Opt Out Flag",),
    Part.UPRN: ("UPRN",),
}
PP_ADDRESSES = numbered_lines(9, "Address ")


def _pp_writing(*ending: str, status: bool = True) -> tuple[str, ...]:
    return (
        *("PD", "ENO"),
        *(("Status",) if status else ()),
        *("Title", "First Name", "Initials", "Surname", "Suffix", "Date Of Attainment", "Franchise Flag"),
        *(f"Address {line}" for line in range(1, 10)),
        "Postcode",
        *ending,
    )


PP_FULL = Layout(
    key="eros-pp-full",
    title=_("Eros full register, “pp”"),
    columns=PP_COLUMNS,
    addresses=PP_ADDRESSES,
    writings=tuple(
        _pp_writing(*ending, status=status)
        for ending in (("Opt Out Flag",), ("UPRN",), ())
        for status in (True, False)
    ),
)
PP_UPDATE = Layout(
    key="eros-pp-update",
    title=_("Eros monthly update, “pp”"),
    columns={Part.CHANGE: ("Status",), **PP_COLUMNS},
    addresses=PP_ADDRESSES,
    writings=(_pp_writing("Register Code", "Clerical Error", "Opt Out Flag"),),
    change=change_by(PP_CODES),
    change_parts=(Part.CHANGE,),
    told_by_changes=True,
)
