"""Where a seat stands: its last result, the votes it needs, the tier it is in."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from hustings.elections.models import ElectionKind, PartyVotes, Result, SeatTier
from hustings.elections.rules import votes_needed as votes_needed_from


def last_result(constituency_id: int, kind: str = ElectionKind.WESTMINSTER) -> Result | None:
    """Give a seat's newest result at one kind of election."""
    return (
        Result.objects.filter(constituency_id=constituency_id, election__kind=kind)
        .select_related("election")
        .order_by("-election__polling_day")
        .first()
    )


def votes_needed(constituency_id: int, kind: str = ElectionKind.WESTMINSTER) -> int | None:
    """Give the votes to aim for in a seat, as `votes_needed_definition` says; None without a past result."""
    result = last_result(constituency_id, kind)
    if result is None:
        return None
    return votes_needed_from(result.votes.filter(is_sum=False).values_list("votes", flat=True))


def votes_needed_in(constituency_ids: Iterable[int], kind: str = ElectionKind.WESTMINSTER) -> dict[int, int]:
    """Give the votes to aim for in many seats at once, as `votes_needed` does for one. One query."""
    winners = (
        Result.objects.filter(constituency_id__in=list(constituency_ids), election__kind=kind)
        .annotate(most=Max("votes__votes", filter=Q(votes__is_sum=False)))
        .order_by("election__polling_day")
        .values_list("constituency_id", "most")
    )
    needed = {seat: votes_needed_from([most or 0]) for seat, most in winners}
    return {seat: votes for seat, votes in needed.items() if votes is not None}


def votes_needed_definition() -> str:
    """Say in words how the figure is made, to stand beside it."""
    return _(
        "The votes the winner had at the last election of this kind in this seat, and one more. "
        "It does not guess at turnout or at how votes will move."
    )


def parties_of(constituency_id: int) -> list[str]:
    """List the parties of a seat's last result, most votes first, each once; sums of small ones left out."""
    result = last_result(constituency_id)
    if result is None:
        return []
    votes = PartyVotes.objects.filter(result=result, is_sum=False, votes__gt=0).order_by("-votes", "party")
    return list(dict.fromkeys(votes.values_list("party", flat=True)))


def tiers_on(day: date, constituency_ids: Iterable[int]) -> dict[int, SeatTier]:
    """Give the tier in force on a day for each seat that has one."""
    tiers = SeatTier.objects.filter(constituency_id__in=list(constituency_ids), since__lte=day).order_by(
        "since"
    )
    return {tier.constituency_id: tier for tier in tiers}
