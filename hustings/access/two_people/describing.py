"""What an approval is about, in words, for the person who shall agree to it. Each kind's room says how to read its own
payload; what nobody explains is shown as it stands, so that nothing is agreed to unseen.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hustings.access.approval_kinds import ApprovalKind
from hustings.access.wording import Words

Facts = list[tuple[str, str]]
Describe = Callable[[dict[str, Any]], Facts]

KIND_NAMES: dict[ApprovalKind, Words] = {
    ApprovalKind.CANARY_POOL: gettext_lazy("Seeing the invented people that mark lists"),
    ApprovalKind.ENDING_IN_ELECTION: gettext_lazy("Ending a role while an election is called"),
    ApprovalKind.EXPORT: gettext_lazy("An export"),
    ApprovalKind.HOLD_OUT: gettext_lazy("Contacting nobody of a group until polling day"),
    ApprovalKind.LOST_SECOND_STEP: gettext_lazy("A second step begun anew"),
    ApprovalKind.MEMBER_LIST: gettext_lazy("A list of members"),
    ApprovalKind.PRINT: gettext_lazy("Printing"),
    ApprovalKind.PROGRAMME: gettext_lazy("A recurring national programme"),
    ApprovalKind.RETENTION_OVERRIDE: gettext_lazy("Keeping something longer than its term"),
    ApprovalKind.ROLE_ABOVE_REGION: gettext_lazy("A role of a region or of the whole organisation"),
    ApprovalKind.STOP_EXTENSION: gettext_lazy("Letting a stop stand longer"),
}

_DESCRIBES: dict[ApprovalKind, Describe] = {}


def describes(kind: ApprovalKind) -> Callable[[Describe], Describe]:
    """Let a function tell the payloads of a kind in words; each fact is a label and a value."""

    def keep(describe: Describe) -> Describe:
        _DESCRIBES[kind] = describe
        return describe

    return keep


def facts(kind: ApprovalKind, payload: dict[str, Any]) -> Facts:
    """What is asked for, fact by fact. Where the kind's own words fail on a payload, the payload itself."""
    describe = _DESCRIBES.get(kind, _as_it_stands)
    try:
        return describe(payload)
    except (KeyError, ValueError, TypeError):
        return _as_it_stands(payload)


def _as_it_stands(payload: dict[str, Any]) -> Facts:
    return [(name.replace("_", " ").capitalize(), _said(value)) for name, value in sorted(payload.items())]


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
