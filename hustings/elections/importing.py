"""Results as the House of Commons Library publishes them: a line for each seat, or each party in a seat."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hustings.elections.models import Election, ElectionKind, PartyVotes, Result
from hustings.elections.rules import general_election_in
from hustings.geography import rules as place_rules
from hustings.geography.importing.logged import log_import
from hustings.geography.importing.names import NamedPlace, write_places
from hustings.geography.importing.outcome import FileOutcome, UnableToImportPlaces
from hustings.geography.importing.reading import Row, columns_named, first_row, opened, rows_of
from hustings.geography.models import Place

COLUMNS = {
    "code": r"ons id",
    "region_code": r"ons region id",
    "name": r"constituency name",
    "region": r"region name",
    "electorate": r"electorate",
    "valid_votes": r"valid votes",
    "winner": r"first party",
    "party_name": r"party name",
    "party": r"party abbreviation",
    "votes": r"votes",
    "others": r"all other candidates",
    "other_winner": r"of which other winner",
}
# Between these two headings stands one column for each larger party; which ones differs by edition.
BEFORE_PARTIES, AFTER_PARTIES = "majority", "all other candidates"


@dataclass(frozen=True)
class Candidature:
    """One line of votes; `is_sum` where the file adds several candidates together."""

    party: str
    votes: int
    is_sum: bool = False


@dataclass
class SeatResult:
    """What a file says of one seat."""

    code: str
    name: str
    region_code: str
    region: str
    electorate: int | None = None
    valid_votes: int | None = None
    votes: list[Candidature] = field(default_factory=list)


def recognises(header: list[str]) -> bool:
    """Tell whether a first row heads a file of results, by seat or by party."""
    columns = columns_named(header, COLUMNS)
    return {"code", "name"} <= columns.keys() and ("votes" in columns or "valid_votes" in columns)


@transaction.atomic
def import_results(
    *, path: Path, by: UUID | None, at: datetime, reason: str = "", polling_day: date | None = None
) -> FileOutcome:
    """Load a general election's results; seats and regions not yet known are added. Twice changes nothing.

    The polling day is asked for where the file's name does not say which general election it was. A file by
    party replaces the party lines of one by seat, never the other way round: it is the fuller of the two.
    """
    header = first_row(path)
    day = polling_day or general_election_in(path.name)
    if not recognises(header):
        raise UnableToImportPlaces(_("%s holds no results by constituency. Nothing was changed.") % path.name)
    if day is None:
        raise UnableToImportPlaces(
            _("%s does not say which election it is. Say so: --polling-day YYYY-MM-DD. Nothing was changed.")
            % path.name
        )
    outcome = FileOutcome(path.name, _("results of the general election of %s") % day.isoformat())
    with opened(path) as file:
        rows = rows_of(path, file)
        next(rows, None)
        seats = _seats(rows, header, outcome)
    _write(seats, day, is_by_party="party" in columns_named(header, COLUMNS), outcome=outcome)
    log_import(outcome, by=by, at=at, reason=reason)
    return outcome


def _seats(rows: Iterator[Row], header: list[str], outcome: FileOutcome) -> dict[str, SeatResult]:
    columns = columns_named(header, COLUMNS)
    parties = {} if "party" in columns else _party_columns(header)
    seats: dict[str, SeatResult] = {}
    for row in rows:
        outcome.read += 1
        if len(row.cells) < len(header):
            outcome.refuse(row.line, _("the row has fewer columns than the heading."))
            continue
        cells = {wanted: row.cells[index] for wanted, index in columns.items()}
        if place_rules.kind_of_code(cells["code"]) != place_rules.CONSTITUENCY or not cells["name"]:
            outcome.refuse(row.line, _("“%s” is no constituency's code.") % cells["code"][:20])
            continue
        seat = seats.setdefault(cells["code"], _new_seat(cells))
        lines = {party: row.cells[index] for party, index in parties.items()}
        try:
            seat.votes += _candidature(cells) if "party" in columns else _party_lines(cells, lines)
        except ValueError:
            outcome.refuse(row.line, _("a number of votes is no number."))
    return seats


def _new_seat(cells: dict[str, str]) -> SeatResult:
    return SeatResult(
        code=cells["code"],
        name=cells["name"],
        region_code=cells.get("region_code", ""),
        region=cells.get("region", ""),
        electorate=_number_or_none(cells.get("electorate", "")),
        valid_votes=_number_or_none(cells.get("valid_votes", "")),
    )


def _number(text: str) -> int:
    """Read "72,580" as 72580 and an empty cell as none; raises ValueError for anything else."""
    return int(text.replace(",", "") or 0)


def _number_or_none(text: str) -> int | None:
    return _number(text) if text.replace(",", "").isdigit() else None


def _party_columns(header: list[str]) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header]
    if BEFORE_PARTIES not in names or AFTER_PARTIES not in names:
        return {}
    first, last = names.index(BEFORE_PARTIES) + 1, names.index(AFTER_PARTIES)
    return {header[index].strip(): index for index in range(first, last)}


def _candidature(cells: dict[str, str]) -> list[Candidature]:
    party = cells["party"] or cells.get("party_name", "")
    return [Candidature(party[:60], _number(cells["votes"]))]


def _party_lines(cells: dict[str, str], lines: dict[str, str]) -> list[Candidature]:
    votes = [Candidature(party, _number(text)) for party, text in lines.items() if _number(text)]
    winner_among_others = _number(cells.get("other_winner", ""))
    others = _number(cells.get("others", "")) - winner_among_others
    if winner_among_others:
        votes.append(Candidature(cells.get("winner", "") or _("Other"), winner_among_others))
    return votes + ([Candidature(_("Others"), others, is_sum=True)] if others > 0 else [])


def _write(seats: dict[str, SeatResult], day: date, *, is_by_party: bool, outcome: FileOutcome) -> None:
    places = _places(seats)
    election, _made = Election.objects.get_or_create(
        kind=ElectionKind.WESTMINSTER, polling_day=day, name=_("General election %s") % day.year
    )
    kept = {result.constituency_id: result for result in election.results.prefetch_related("votes")}
    for code, said in seats.items():
        result = kept.get(places[code].id)
        if result is None:
            result = Result.objects.create(
                election=election,
                constituency=places[code],
                electorate=said.electorate,
                valid_votes=said.valid_votes,
            )
            _replace_votes(result, said.votes)
            outcome.count(added=1, amended=0, unchanged=0)
        else:
            changed = _amend(result, said, is_by_party=is_by_party)
            outcome.count(added=0, amended=int(changed), unchanged=int(not changed))


def _places(seats: dict[str, SeatResult]) -> dict[str, Place]:
    regions = {seat.region_code: seat.region for seat in seats.values() if seat.region}
    named = [
        NamedPlace(code, name) for code, name in regions.items() if place_rules.kind_of_code(code) is not None
    ]
    known = dict(Place.objects.filter(kind=Place.Kind.CONSTITUENCY).values_list("code", "name"))
    # A seat we know keeps its name: the Library spells some differently from the ONS.
    named += [
        NamedPlace(seat.code, known.get(seat.code, seat.name), region_code=seat.region_code)
        for seat in seats.values()
    ]
    return write_places(named, FileOutcome("", ""))


def _amend(result: Result, said: SeatResult, *, is_by_party: bool) -> bool:
    figures = (said.electorate or result.electorate, said.valid_votes or result.valid_votes)
    changed = figures != (result.electorate, result.valid_votes)
    if changed:
        result.electorate, result.valid_votes = figures
        result.save(update_fields=["electorate", "valid_votes"])
    kept = sorted((line.party, line.votes, line.is_sum) for line in result.votes.all())
    told = sorted((line.party, line.votes, line.is_sum) for line in said.votes)
    is_fuller = is_by_party or not kept or any(is_sum for _party, _votes, is_sum in kept)
    if told == kept or not told or not is_fuller:
        return changed
    _replace_votes(result, said.votes)
    return True


def _replace_votes(result: Result, votes: list[Candidature]) -> None:
    result.votes.all().delete()
    PartyVotes.objects.bulk_create(
        PartyVotes(result=result, party=line.party, votes=line.votes, is_sum=line.is_sum) for line in votes
    )
