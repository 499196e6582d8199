"""Which polling station a door votes at: by its UPRN, else its address, its polling district, its postcode.

A postcode that two stations share says nothing of a door in it: what is split is told, never guessed.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hustings.elections.models import StationFile, StationFileState
from hustings.register.querying import change, fetch

# A file says one thing of a property; where it names two stations, that way of telling is passed over.
VOTES = """
WITH asked AS (
    SELECT d.id, d.constituency_id, d.uprn, d.address_key, d.postcode, t.district_id
    FROM register_door d JOIN register_street t ON t.constituency_id = d.constituency_id AND t.id = d.street_id
    JOIN geography_pollingdistrict g ON g.id = t.district_id
    WHERE d.constituency_id = ANY (%(seats)s) AND g.officer_id = ANY (%(officers)s) AND {doors}
), property AS (
    SELECT p.uprn, p.address_key, p.postcode, p.station_id::text AS station
    FROM elections_stationproperty p JOIN elections_pollingstation s ON s.id = p.station_id
    WHERE s.file_id = ANY (%(files)s) AND {properties}
), by_uprn AS (
    SELECT uprn, min(station)::uuid AS station FROM property WHERE uprn IS NOT NULL
    GROUP BY uprn HAVING min(station) = max(station)
), by_address AS (
    SELECT address_key, min(station)::uuid AS station FROM property WHERE address_key <> ''
    GROUP BY address_key HAVING min(station) = max(station)
), by_postcode AS (
    SELECT postcode, CASE WHEN min(station) = max(station) THEN min(station)::uuid END AS station
    FROM property WHERE postcode <> '' GROUP BY postcode
), by_district AS (
    SELECT m.pollingdistrict_id AS district, min(s.id::text)::uuid AS station
    FROM elections_pollingstation_districts m JOIN elections_pollingstation s ON s.id = m.pollingstation_id
    WHERE s.file_id = ANY (%(files)s) GROUP BY 1 HAVING count(*) = 1
), votes AS (
    SELECT a.id, a.constituency_id, a.district_id, a.postcode,
           coalesce(u.station, k.station, t.station, p.station) AS station,
           CASE WHEN u.station IS NOT NULL THEN 'uprn' WHEN k.station IS NOT NULL THEN 'address'
                WHEN t.station IS NOT NULL THEN 'district' WHEN p.station IS NOT NULL THEN 'postcode'
                WHEN p.postcode IS NOT NULL THEN 'split' ELSE 'nothing' END AS told_by
    FROM asked a
    LEFT JOIN by_uprn u ON u.uprn = a.uprn LEFT JOIN by_address k ON k.address_key = a.address_key
    LEFT JOIN by_district t ON t.district = a.district_id LEFT JOIN by_postcode p ON p.postcode = a.postcode
)
"""
ALL_VOTES = VOTES.format(doors="true", properties="true")
# Of one street only the properties of its postcodes and UPRNs are looked at, by their indexes.
VOTES_OF_STREET = VOTES.format(
    doors="d.street_id = %(street)s",
    properties="""(p.postcode = ANY (ARRAY(SELECT postcode FROM asked))
                   OR p.uprn = ANY (ARRAY(SELECT uprn FROM asked WHERE uprn IS NOT NULL)))""",
)
LINK_BY_LETTERS = """
INSERT INTO elections_pollingstation_districts (pollingstation_id, pollingdistrict_id)
SELECT DISTINCT s.id, g.id
FROM elections_pollingstation s
JOIN (SELECT DISTINCT station_id, upper(letters) AS letters FROM elections_stationproperty WHERE letters <> ''
        AND station_id IN (SELECT id FROM elections_pollingstation WHERE file_id = ANY (%(files)s))) AS p
  ON p.station_id = s.id
JOIN geography_pollingdistrict g ON g.officer_id = s.officer_id AND g.ends_on IS NULL
 AND p.letters IN (upper(g.letters), upper(g.name))
WHERE s.file_id = ANY (%(files)s)
ON CONFLICT DO NOTHING
"""
# Some suppliers name no districts: there a district's doors tell.
LINK_BY_DOORS = f"""
{ALL_VOTES}
INSERT INTO elections_pollingstation_districts (pollingstation_id, pollingdistrict_id)
SELECT DISTINCT station, district_id FROM votes WHERE told_by IN ('uprn', 'address') AND district_id NOT IN (
    SELECT m.pollingdistrict_id FROM elections_pollingstation_districts m
    JOIN elections_pollingstation s ON s.id = m.pollingstation_id WHERE s.file_id = ANY (%(files)s))
ON CONFLICT DO NOTHING
"""
FILL_PLACES = """
UPDATE geography_pollingdistrict g SET polling_place = said.place
FROM (SELECT m.pollingdistrict_id AS id,
             left(CASE WHEN count(DISTINCT s.name) = 1 THEN min(concat_ws(', ', s.name, nullif(s.address, '')))
                       ELSE string_agg(DISTINCT s.name, ' / ') END, 200) AS place
      FROM elections_pollingstation_districts m JOIN elections_pollingstation s ON s.id = m.pollingstation_id
      WHERE s.file_id = ANY (%(files)s) GROUP BY 1) AS said
WHERE g.id = said.id AND g.ends_on IS NULL AND g.polling_place <> said.place
"""


def files_in_use(officers: Sequence[int], on: date) -> list[StationFile]:
    """One file an officer: of the next polling day from `on`, else of the last one before it."""
    files = StationFile.objects.filter(officer_id__in=officers, state=StationFileState.IN_USE)
    found: dict[int, StationFile] = {}
    for file in files.select_related("officer").order_by("polling_day", "made_at"):
        kept = found.get(file.officer_id)
        if kept is None or kept.polling_day is None or kept.polling_day < on:
            found[file.officer_id] = file
    return list(found.values())


def link_districts(file: StationFile, seats: Sequence[int]) -> None:
    """Tie a file's stations to polling districts: by the letters it states, else by the doors of these seats."""
    parameters = {"files": [file.id], "officers": [file.officer_id], "seats": list(seats)}
    change(LINK_BY_LETTERS, parameters)
    change(LINK_BY_DOORS, parameters)


def fill_polling_places(file: StationFile) -> int:
    """Write each district's polling place, as sheets print it; returns how many districts changed."""
    return change(FILL_PLACES, {"files": [file.id]})


def link_new_districts(*, officer: int, seats: Sequence[int], on: date) -> None:
    """Tie the stations in use to districts that a register has just brought, if there are any such stations."""
    for file in files_in_use([officer], on):
        link_districts(file, seats)
        fill_polling_places(file)


def doors_by_way(files: Sequence[UUID], officers: Sequence[int], seats: Sequence[int]) -> dict[str, int]:
    """Count doors by what tells their station: uprn, address, district, postcode, split, nothing."""
    return dict(
        fetch(
            f"{ALL_VOTES} SELECT told_by, count(*) FROM votes GROUP BY told_by",
            {"files": list(files), "officers": list(officers), "seats": list(seats)},
        )
    )
