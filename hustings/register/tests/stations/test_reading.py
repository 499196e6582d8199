"""Every supplier's file is recognised by itself and gives all its stations and properties."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hustings.register.stations.drafting import PropertyDraft
from hustings.register.stations.faults import Skipped, UnableToImportStations
from hustings.register.stations.outcome import StationReading
from hustings.register.stations.reading import SentFile, read_stations

SHARED = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "ems"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/ems is not there")

# Files, supplier, rows, stations, properties, dummy rows.
FILES = [
    (("xpress_democracyclub_teignbridge_2019.csv",), "xpress", 90, 1, 90, 0),
    (("xpress_democracyclub_barnet.csv",), "xpress", 9, 1, 9, 0),
    (("xpress_democracyclub_denbighshire_tsv_named_csv.csv",), "xpress", 9, 1, 9, 0),
    (("xpress_democracyclub_current_adur.csv",), "xpress", 5, 2, 5, 0),
    (("xpress_weblookup_leeds.csv",), "xpress-web-lookup", 9, 1, 9, 0),
    (("idox_eros_halarose_chorley.csv",), "eros-before", 9, 1, 9, 0),
    (("idox_eros_halarose_current_southlakeland.csv",), "eros", 5, 4, 5, 0),
    (
        ("democracycounts_districts_barnet.csv", "democracycounts_stations_barnet.csv"),
        "democracy-counts",
        38,
        19,
        19,
        0,
    ),
    (("democracycounts_stations_broxbourne_utf16le.csv",), "democracy-counts", 34, 34, 0, 0),
    (("fcs_electionspro.json",), "fcs", 6, 2, 6, 0),
]


def shared(*names: str) -> list[SentFile]:
    return [SentFile(BytesIO((SHARED / name).read_bytes()), name) for name in names]


def sent(text: str, name: str = "stations.csv", encoding: str = "utf-8") -> SentFile:
    return SentFile(BytesIO(text.encode(encoding)), name)


def read(*files: SentFile) -> tuple[StationReading, list[PropertyDraft]]:
    reading = read_stations(files)
    return reading, list(reading.properties)


@needs_shared
@pytest.mark.parametrize(("names", "supplier", "rows", "stations", "properties", "dummies"), FILES)
def test_each_file_is_recognised_and_read_whole(
    names: tuple[str, ...], supplier: str, rows: int, stations: int, properties: int, dummies: int
) -> None:
    reading, found = read(*shared(*names))

    assert (reading.supplier, reading.read, len(reading.stations)) == (supplier, rows, stations)
    assert (len(found), reading.dummies, dict(reading.skipped)) == (properties, dummies, {})


@needs_shared
def test_dummy_rows_are_left_out_and_counted() -> None:
    stations = sent(
        "Add1,Add2,PostCode,StationCode,Xordinate,Yordinate,PlaceName\n"
        "Wood Street,Barnet,EN5 4DB,B6/1,0,0,Hall\nBallards Lane,Finchley,N3 2NA,B60/1,0,0,Library\n"
    )
    reading, found = read(*shared("democracycounts_districts_small.csv"), stations)

    assert (reading.dummies, len(found)) == (1, 5)
    assert [one.address_key for one in found][-1] == "N32NA|ballards lane|196|3"


@needs_shared
def test_a_heading_run_into_the_next_does_not_shift_the_columns() -> None:
    reading, found = read(*shared("xpress_democracyclub_teignbridge_2019.csv"))

    hall = reading.stations["7136"]
    assert (hall.name, hall.address, hall.postcode) == (
        "[TESTING]Memorial Hall[TESTING]",
        "Fore Street, Ide",
        "EX29RQ",
    )
    assert hall.place == pytest.approx((50.7045, -3.5567), abs=0.002)
    assert (found[0].letters, found[0].uprn, found[0].address_key) == (
        "CAS",
        100040310729,
        "EX29RZ|cross view terrace|1|",
    )
    assert reading.polling_days.most_common(1)[0][0].isoformat() == "2019-12-12"


@needs_shared
def test_a_place_of_noughts_is_no_place() -> None:
    reading, _found = read(*shared("xpress_democracyclub_barnet.csv"))

    assert reading.stations["2322"].place is None


@needs_shared
def test_houses_of_a_web_lookup_are_told_from_flats_and_their_uprns_lose_their_noughts() -> None:
    _reading, found = read(*shared("xpress_weblookup_leeds.csv"))

    assert (found[0].address_key, found[0].uprn) == ("LS177DN|alwoodley lane|eden house|1", 72771509)
    assert found[3].address_key == "LS177DN|alwoodley lane|378|"


@needs_shared
def test_n_a_is_nothing_and_the_letters_stand_in_brackets() -> None:
    reading, found = read(*shared("idox_eros_halarose_current_southlakeland.csv"))

    assert sorted(reading.stations) == ["139/69", "19", "19/3", "19/4"]
    assert [one.letters for one in found] == ["AD", "AD", "AD", "AD", "CP"]


@needs_shared
def test_a_number_stands_before_its_street_in_an_older_eros_file() -> None:
    _reading, found = read(*shared("idox_eros_halarose_chorley.csv"))

    assert found[0].address_key == "PR69NN|babylon lane|8|"


@needs_shared
def test_properties_without_their_stations_are_refused_with_what_to_send() -> None:
    with pytest.raises(UnableToImportStations, match="send both together"):
        read_stations(shared("democracycounts_districts_barnet.csv"))


@needs_shared
def test_files_of_two_suppliers_are_refused() -> None:
    with pytest.raises(UnableToImportStations, match="different systems"):
        read_stations(shared("xpress_democracyclub_barnet.csv", "xpress_weblookup_leeds.csv"))


EONI = (
    "PRO_UPRN,PRO_FULLADDRESS,PRO_POSTCODE,PRO_X_4326,PRO_Y_4326,PREM_ID,PREM_NAME,PREM_FULLADDRESS,PREM_POSTCODE,"
    "PREM_X_4326,PREM_Y_4326\n"
    '185000001,"1 Shore Lane, Belfast",BT1 1AA,-5.93,54.6,12,Shore Hall,"2 Shore Lane, Belfast",BT1 1AB,-5.931,54.601\n'
    '185000002,"Nowhere",BT99 1AA,0,0,12,Shore Hall,"2 Shore Lane, Belfast",BT1 1AB,-5.931,54.601\n'
)


def test_northern_irelands_stations_stand_in_degrees() -> None:
    reading, found = read(sent(EONI))

    assert (reading.supplier, reading.stations["12"].place) == ("eoni", (54.601, -5.931))
    assert ([one.address_key for one in found], reading.dummies) == (["BT11AA|shore lane|1|"], 1)


XPRESS = (
    "ElectionDate,Property_URN,AddressLine1,AddressLine2,Addressline6,Post_Code,Polling_Place_District_Reference,"
    "Polling_Place_Id,Polling_Place_Name,Polling_Place_Address_1,Polling_Place_Postcode,Polling_Place_Easting\n"
)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("07/05/2026,7,1 Mill Lane,,,EX1 1AA,AA1,,,,,0", Skipped.NO_STATION),
        ("07/05/2026,0,,,,EX1 1AA,AA1,5,Hall,,,0", Skipped.NO_ADDRESS),
        ("07/05/2026,7,1 Mill Lane,,,EX1 1AA", Skipped.SHORT),
        ("07/05/2026,7,1 Mill Lane,,,EX1 1AA,AA1,5,Hall,,EX1 1AA,0,more", Skipped.LONG),
        ("07/05/2026,7,1 Mill\0 Lane,,,EX1 1AA,AA1,5,Hall,,EX1 1AA,0", Skipped.DAMAGED),
    ],
)
def test_a_row_that_cannot_be_taken_is_counted_with_its_line(row: str, reason: Skipped) -> None:
    reading, found = read(sent(XPRESS + "07/05/2026,8,3 Mill Lane,,,EX1 1AA,AA1,5,Hall,,,0\n" + row + "\n"))

    assert (len(found), dict(reading.skipped), reading.first_lines) == (1, {reason: 1}, {reason: 3})


def test_a_postcode_in_another_column_is_found_and_counted() -> None:
    reading, found = read(sent(XPRESS + "07/05/2026,7,1 Mill Lane,EX1 1AA,,,AA1,5,Hall,Old EX1 1AB,,0\n"))

    assert (found[0].postcode, reading.mislaid) == ("EX11AA", 1)


def test_a_station_given_in_two_ways_is_kept_as_it_was_first() -> None:
    rows = "07/05/2026,7,1 Mill Lane,,,EX1 1AA,AA1,5,Hall,,,0\n07/05/2026,8,3 Mill Lane,,,EX1 1AA,AA1,5,Barn,,,0\n"
    reading, _found = read(sent(XPRESS + rows))

    assert (reading.stations["5"].name, reading.differing) == ("Hall", {"5"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_and_any_delimiter_will_do(encoding: str) -> None:
    text = XPRESS + "07/05/2026,7,1 Mill Lane,,,EX1 1AA,AA1,5,Café Hall,,,0\n"
    reading, _found = read(sent(text.replace(",", "\t"), encoding=encoding))

    assert reading.stations["5"].name == "Café Hall"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "empty"),
        ("Flour,Butter,Sugar\n1,2,3\n", "no file of polling stations that we know"),
        ("ElectionDate,AddressLine1,Polling_Place_Id\n1,2,3\n", "“polling_place_name” is missing"),
        ("[1, 2", "breaks off or is no JSON"),
        ('{"stations": []}', "no list of polling stations"),
        ('[{"name": "Hall"}]', "no list of polling stations"),
    ],
)
def test_a_file_of_something_else_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnableToImportStations, match=sentence):
        read(sent(text))


@given(text=some.text(max_size=400))
@settings(deadline=None)  # Each file is opened in a process of its own.
def test_whatever_a_file_holds_it_is_read_or_refused(text: str) -> None:
    content = (XPRESS + text).encode("utf-8", "replace")
    try:
        reading, found = read(SentFile(BytesIO(content), "any.csv"))
    except UnableToImportStations:
        return
    assert reading.read == len(found) + reading.dummies + reading.skipped.total()


NESTED = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=10),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(
            some.sampled_from(["name", "properties", "id", "latitude", "pollingDistricts"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(content=NESTED)
@settings(deadline=None)  # Each file is opened in a process of its own.
def test_whatever_json_holds_it_is_read_or_refused(content: object) -> None:
    try:
        reading, found = read(sent(json.dumps(content), "any.json"))
    except UnableToImportStations:
        return
    assert reading.read == len(found) + reading.dummies + reading.skipped.total()
