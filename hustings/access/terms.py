"""How long each kind of personal data is kept, in one table: what the night's duty deletes by, and holdings promise.

`migrate` lays it into `access.term`; `access/sql/retention.sql` reads it there and nowhere else. An organisation that
wants shorter terms changes a line here and in `data_protection/holdings.py`; a test compares the two.
"""

TERMS: dict[str, str] = {
    # Twice five years: Westminster's is the slowest election of every area (Dissolution and Calling of Parliament Act
    # 2022, section 4). Counted from the last contact; ward totals stay.
    "opinions": "10 years",
    # An elector's number, name and address as one edition printed them, once a later file has closed the line.
    "numbers": "13 months",
    "imports on their way": "7 days",
    "marked registers": "10 years",
    # A result stands the day after the poll.
    "tellers' numbers": "31 days",
    "sheets keyed in": "90 days",
    "sheets never back": "14 months",
    # Pictures of them that nobody settled; that one was sent is kept as long as a sheet that was keyed in.
    "photographs": "7 days",
    "copies": "14 months",
    "lists": "14 months",
    # Of a plan from its last cut or outing; who took a walk, from the end of that.
    "walks": "14 months",
    "held out": "30 days",
    "supporters": "2 years",
    "incidents": "6 years",
    "jobs": "30 days",
    "people": "14 months",
    "handed out": "30 days",
    "quarantine": "30 days",
    "invitations": "7 days",
    "devices": "400 days",
}
"""Spans as PostgreSQL reads intervals."""


def term_rows() -> list[tuple[str, str]]:
    """Name and span, as the gate's table holds them."""
    return sorted(TERMS.items())
