"""The letters of this room: an invitation's link, word of a stop, and what waits for somebody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hustings.access.letting_in.inviting import Invited
from hustings.access.stops import Ground
from hustings.access.wording import GROUND_SENTENCES
from hustings.work.letters import hand_over


def link_of(request: HttpRequest, invited: Invited) -> str:
    """The whole address of an invitation."""
    return request.build_absolute_uri(reverse("access:take_up", args=[invited.secret]))


def send_letter(name: str, email: str, unit: str, link: str, inviter: str) -> bool:
    """Mail the link; False where the mail could not be handed over, and the link must be passed on by hand."""
    letter = {"name": name, "unit": unit, "link": link, "inviter": inviter}
    subject = _("Your link to %(unit)s on Hustings") % {"unit": unit}
    return hand_over(email, subject, "access/letter.txt", letter)


def tell_of_stop(officers: list[str], seat: str, ground: Ground) -> None:
    """Tell a seat's own officers at once that it is stopped for others; a mail that fails takes nothing back, since the
    notice stands on their pages too.
    """
    words = {"seat": seat, "ground": GROUND_SENTENCES[ground]}
    _tell(officers, _("A stop of %(seat)s is in force") % words, "access/stop_letter.txt", words)


def tell_of_quarantine(officers: Iterable[str], seat: str) -> None:
    """Tell a seat's officers that work of somebody who is stopped waits for them; the home page says so too."""
    words = {"seat": seat}
    _tell(officers, _("Work for %(seat)s waits for you") % words, "access/quarantine_letter.txt", words)


def tell_deciders(people: Iterable[tuple[str, str]], asker: str, unit: str, until: datetime) -> None:
    """Tell those who can be the second person, by name and address, that something waits; it names nobody else."""
    for name, email in people:
        words = {
            "name": name,
            "asker": asker,
            "unit": unit,
            "moment": date_format(localtime(until), "j F, H:i"),
        }
        _tell([email], _("Something waits for your yes or no"), "access/approval_letter.txt", words)


def tell_of_lost_step(address: str, asker: str, second: str, unit: str) -> None:
    """Tell somebody that their second step was taken away, at whose asking and with whose yes."""
    words = {"asker": asker, "second": second, "unit": unit}
    _tell([address], _("Your second step was taken away"), "access/lost_step_letter.txt", words)


def _tell(addresses: Iterable[str], subject: str, template: str, words: dict[str, Any]) -> None:
    for email in addresses:
        hand_over(email, subject, template, words)
