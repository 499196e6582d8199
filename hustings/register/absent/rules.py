"""Words that councils write for the kinds of absent vote, and what stands when two lists name one elector."""

from enum import StrEnum

from hustings.lib.headings import heading_key


class Kind(StrEnum):
    """How somebody votes who does not go to the polling station in person. As `AbsentVote.Kind` has them."""

    POSTAL = "postal"
    PROXY = "proxy"
    PROXY_POSTAL = "proxy_postal"


NONE = "none"
"""A word that means no absent vote: the row is passed over."""

RANKS = (Kind.PROXY_POSTAL, Kind.PROXY, Kind.POSTAL, NONE)
"""A proxy who votes by post stands on the list of proxies too: the first that applies tells more."""

WORDS = {
    Kind.POSTAL: "postal post pv postalvote postalvoter bypost votesbypost pvs postalvotes permanentpostal",
    Kind.PROXY: "proxy px proxyvote proxyvoter byproxy votesbyproxy votebyproxy proxyinperson",
    Kind.PROXY_POSTAL: "postalproxy proxypostal pp ppv postalproxyvoter proxypostalvoter proxypost proxybypost",
    NONE: "none no n inperson pollingstation",
}
KNOWN = {word: kind for kind, words in WORDS.items() for word in words.split()}


def kind_of(word: str) -> str | None:
    """Tell the kind that a council's word means; None for one that nobody has explained.

    "Postal", "PV", "By Post" -> postal; "Postal Proxy" -> proxy_postal; "" -> none.
    """
    # An empty cell is an answer, not a riddle: the row's elector votes in person.
    key = heading_key(word)
    return KNOWN.get(key) if key else NONE
