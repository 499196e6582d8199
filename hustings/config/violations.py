"""What browsers report of our own policy: counted by kind and never kept.

A report tells the page's address and can tell text from it, so nothing of it is written down but which rule was broken.
The first of a kind is said in the security log at once; the rest of the hour is counted and said when it is over, so
that whoever sends a million reports writes two lines.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hustings.audit.security import note
from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare_signing_in

REPORTS = "/reports/"
LARGEST = 16_384
MOST_AT_ONCE = 20
KINDS = frozenset(
    "default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src font-src "
    "connect-src manifest-src worker-src object-src form-action base-uri frame-ancestors require-trusted-types-for "
    "trusted-types coop permissions-policy-violation deprecation intervention crash".split()
)


class Tally:
    """Counts of one process; two threads may count at the same moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._hour: datetime | None = None

    def count(self, kind: str, at: datetime) -> None:
        """Add one. Says the first of a kind in an hour, and the last hour's sums when another begins."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        with self._lock:
            if hour != self._hour:
                self._say_sums()
                self._hour = hour
            self._counts[kind] += 1
            is_first = self._counts[kind] == 1
        if is_first:
            note("policy violated", rule=kind)

    def _say_sums(self) -> None:
        for kind, times in sorted(self._counts.items()):
            if times > 1:
                note("policy violated", rule=kind, times=times)
        self._counts.clear()


TALLY = Tally()


@csrf_exempt  # a browser sends reports by itself, and they change nothing
@require_POST
@declare_signing_in(action=Action.ORGANISATION_VIOLATION_REPORT, purpose=Purpose.ADMINISTRATION)
def reports(request: HttpRequest) -> HttpResponse:
    """Count what a browser reports. Answers alike whatever was sent, but for what is too large to look at."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=413)
    at = timezone.now()
    for kind in rules_broken(request.body):
        TALLY.count(kind, at)
    return HttpResponse(status=204)


def rules_broken(body: bytes) -> list[str]:
    """Name the rules that a report says were broken, from our own list; a rule on no list is "other"."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return []
    return [kind if kind in KINDS else "other" for kind in _named(sent)][:MOST_AT_ONCE]


def _named(sent: Any) -> Iterator[str]:
    """CSP level 2 sends {"csp-report": {...}}, the Reporting API a list of {"type": ..., "body": {...}}."""
    for one in sent if isinstance(sent, list) else [sent]:
        if not isinstance(one, dict):
            continue
        inside = one.get("csp-report") or one.get("body")
        inside = inside if isinstance(inside, dict) else {}
        found = inside.get("effective-directive") or inside.get("effectiveDirective")
        found = found or inside.get("violated-directive") or one.get("type")
        if isinstance(found, str) and found:
            yield found.split()[0] if found.split() else "other"
