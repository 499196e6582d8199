"""Files with UPRNs for tests, as an Eros system writes them, and the places of properties."""

import csv
import io

from hustings.geography.models import PropertyPlace
from hustings.register.tests.council import NORTH
from tests.cast import arranging

HEADINGS = (
    "PDCode,RollNo,ElectorTitle,ElectorSurname,ElectorForename,ElectorMiddleName,DateOfAttainment,FranchiseMarker,"
    "RegisteredAddress1,RegisteredAddress2,RegisteredAddress3,RegisteredAddress4,RegisteredAddress5,"
    "RegisteredAddress6,PostCode,Euro,Parl,County,Ward,SubHouse,House,MethodOfVerification,ElectorID,UPRN"
).split(",")


def homes_file(*homes: tuple[str, str], letters: str = "AA1", postcode: str = "EX1 1AA") -> bytes:
    """A full register with one elector a home; a home is its address line, or lines parted by a comma, and its UPRN."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADINGS, restval="")
    writer.writeheader()
    for nth, (address, uprn) in enumerate(homes, 1):
        lines = dict(zip(HEADINGS[8:14], [*address.split(", "), "Moorton", "Moorshire"], strict=False))
        person = {
            "ElectorSurname": f"Sur{uprn or nth}",
            "ElectorForename": f"Given{nth}",
            "PostCode": postcode,
        }
        writer.writerow({"PDCode": letters, "RollNo": f"{nth}.000", "UPRN": uprn, **person, **lines})
    return text.getvalue().encode()


def lay_property(uprn: int, latitude: float, longitude: float) -> None:
    with arranging():
        PropertyPlace.objects.create(uprn=uprn, latitude=latitude, longitude=longitude, postcode=NORTH)
