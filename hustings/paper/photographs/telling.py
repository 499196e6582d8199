"""What could not be read of a photograph, in sentences: what happened, and what to do."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.paper.handing_on import gone_sentence
from hustings.paper.photographs import finding
from hustings.paper.photographs.faults import Fault


def fault_sentences(constituency: int, faults: Iterable[dict[str, Any]]) -> list[str]:
    """One sentence for each fault of a photograph."""
    return [_sentence(constituency, fault) for fault in faults]


def _sentence(constituency: int, fault: dict[str, Any]) -> str:
    word, about = fault["fault"], {"code": fault.get("about", ""), "page": fault.get("page", "")}
    if word == Fault.NO_SHEET:
        return _no_sheet(fault.get("count", 1))
    if word == finding.UNKNOWN:
        unknown = _("No sheet of this seat has the code %s.") % about["code"]
        return " ".join(filter(None, (unknown, gone_sentence(constituency))))
    found = _of_a_file(word) or _of_a_sheet(word)
    return str(found % about)


def _no_sheet(count: int) -> str:
    return ngettext(
        "No sheet was found on %(count)d picture: its square code must be whole and sharp. Take it again, or key "
        "it in.",
        "No sheet was found on %(count)d pictures: the square code must be whole and sharp. Take them again, or key "
        "them in.",
        count,
    ) % {"count": count}


def _of_a_file(word: str) -> str:
    sentences: dict[str, str] = {
        Fault.HEIC: _(
            "This is a HEIC picture, which cannot be read here. Set the telephone’s camera to “Most compatible”, or "
            "send it as JPEG or PDF."
        ),
        Fault.FORMAT: _("This is no picture that can be read here. Send JPEG, PNG, WebP or PDF."),
        Fault.DAMAGED: _("The file is damaged or cut off. Send it again from where it was made."),
        Fault.TOO_LARGE: _(
            "The picture has more points than can be read here. Send it smaller: 12 megapixels are plenty."
        ),
        Fault.TOO_MANY_PAGES: _("The PDF has more than 50 pages. Send it in parts."),
        Fault.LOCKED: _("The PDF is locked by a password. Send one without."),
        Fault.BROKE_OFF: _(
            "Reading this file took too long or broke off. Take the picture again, or key the sheet in."
        ),
    }
    return sentences.get(word, "")


def _of_a_sheet(word: str) -> str:
    sentences: dict[str, str] = {
        Fault.HALF: _(
            "Sheet %(code)s, page %(page)s: a corner mark is not on the picture. Take it again with all four black "
            "corners, or key it in."
        ),
        Fault.BLURRED: _(
            "Sheet %(code)s, page %(page)s: its boxes cannot be told apart. Take it again, flat and sharp, or key it "
            "in."
        ),
        Fault.SMALL: _(
            "Sheet %(code)s, page %(page)s is too small on the picture. Take it from nearer, or key it in."
        ),
        finding.STRANGE: _("A square code on this picture is not that of a canvass sheet."),
        finding.VERSION: _(
            "Sheet %(code)s was printed in another version since: its boxes may stand elsewhere. Key it in."
        ),
        finding.PAGE: _("Sheet %(code)s has no such page. Key it in."),
        finding.BEFORE: _("Sheet %(code)s was printed before photographs could be read. Key it in."),
        finding.ELSEWHERE: _("Sheet %(code)s, page %(page)s: nothing on it is keyed in this seat."),
    }
    return sentences[word]
