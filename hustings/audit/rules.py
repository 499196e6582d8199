"""What a leaf of the log says, and in which bytes: everything that both the database and a checker must agree on."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

FORMAT = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ranges_of(numbers: Iterable[int]) -> str:
    """A set of numbers as PostgreSQL writes an int4multirange: `{[3,6),[9,10)}`."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number <= ranges[-1][1]:
            ranges[-1][1] = max(ranges[-1][1], number + 1)
        else:
            ranges.append([number, number + 1])
    return "{" + ",".join(f"[{start},{end})" for start, end in ranges) + "}"


def by_seat(electors: Iterable[Any]) -> dict[int, str]:
    """Electors, or pairs of seat and number, as one set of numbers for each seat; seats in order."""
    numbers: dict[int, list[int]] = {}
    for elector in electors:
        seat, number = elector if isinstance(elector, tuple) else (elector.constituency_id, elector.seat_no)
        numbers.setdefault(seat, []).append(number)
    return {seat: ranges_of(numbers[seat]) for seat in sorted(numbers)}


def commitment(salt: bytes, people: Iterable[bytes]) -> bytes:
    """Hash a set of people so that a later disclosure of who they were can be checked against the log."""
    digest = hashlib.sha256(salt)
    for person in people:
        digest.update(person)
    return digest.digest()


def canonical(said: object) -> str:
    """JSON in the one form that is hashed: keys in order, no spaces, letters as they are."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def short(raw: bytes) -> str:
    """Bytes in the letters of addresses (RFC 4648, section 5), without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def private_part(
    *, place: str, detail: Mapping[str, Any], rows: Mapping[int, str], subjects: bytes | None
) -> str:
    """What an entry says that must not stand in the tree, where only its salted hash stands."""
    return canonical(
        {
            "detail": detail,
            "place": place,
            "rows": [[seat, numbers] for seat, numbers in rows.items()],
            "subjects": subjects.hex() if subjects else "",
        }
    )


def committed(salt: bytes, private: str) -> str:
    """The salted hash of the private part. Without the salt it tells nothing, and the salt goes after 14 months."""
    return short(hashlib.sha256(salt + private.encode()).digest())


def leaf_of(
    *,
    entry_id: UUID,
    at: datetime,
    by: str,
    action: str,
    purpose: str,
    outcome: str,
    constituency: int | None,
    count: int,
    commit: str,
    rule: str,
) -> bytes:
    """The bytes of an entry's leaf. What is usual or empty is left out; `access._leaf` writes the same in SQL."""
    said: dict[str, Any] = {
        "action": action,
        "at": (at - EPOCH) // timedelta(milliseconds=1),
        "by": by,
        "commit": commit,
        "count": count,
        "id": short(entry_id.bytes),
        "outcome": "" if outcome == "done" else outcome,
        "place": "" if constituency is None else f"seat:{constituency}",
        "purpose": purpose,
        "rule": rule,
        "v": FORMAT,
    }
    return canonical({key: value for key, value in said.items() if value not in ("", 0)}).encode()
