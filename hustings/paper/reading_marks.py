"""Reading what is keyed against a printed sheet, and saying in a sentence what was understood or what is wrong."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from hustings.lib.sheet_codes import CodeFault, NotASheetCode, read_scan
from hustings.paper.handing_on import gone_sentence
from hustings.paper.listing import names_on
from hustings.paper.models import Sheet, SheetLine
from hustings.paper.rules import (
    AGREED,
    LineEntry,
    Mark,
    MarkFault,
    UnreadableMarks,
    parse_letters,
    parse_marks,
    ranges,
)


@dataclass(frozen=True)
class ReadMarks:
    """What was keyed: an entry, or the sentence that says why there is none."""

    entry: LineEntry | None
    sentence: str


@dataclass(frozen=True)
class FoundSheet:
    """The sheet that a code names and the page that was scanned, or the sentence that says why there is none."""

    sheet: Sheet | None
    page: int | None
    sentence: str


def find_sheet(constituency: int, text: str) -> FoundSheet:
    """Find a sheet of this seat by its typed code or by all that a scanner typed."""
    try:
        scan = read_scan(text)
    except NotASheetCode as fault:
        return FoundSheet(None, None, _code_sentence(fault))
    sheet = Sheet.objects.select_related("pack").filter(constituency_id=constituency, code=scan.code).first()
    if sheet is None:
        unknown = _("No sheet of this seat has the code %s.") % scan.code
        return FoundSheet(None, None, " ".join(filter(None, (unknown, gone_sentence(constituency)))))
    return FoundSheet(sheet, scan.page, "")


def read_marks(sheet: Sheet, text: str) -> ReadMarks:
    """Read lines and letters by the scheme the sheet was printed with."""
    try:
        names = names_on(sheet) if text.lstrip()[:1].isalpha() else {}
        return ReadMarks(parse_marks(text, scheme_of(sheet), doors_of(sheet), names), "")
    except UnreadableMarks as fault:
        return ReadMarks(None, _mark_sentence(fault, sheet))


def read_letters_of(sheet: Sheet, line: int, text: str) -> ReadMarks:
    """Read letters for one line that is known already: nothing that is typed can name another."""
    if line not in doors_of(sheet):
        return ReadMarks(None, _mark_sentence(UnreadableMarks(MarkFault.NO_SUCH_LINE, str(line)), sheet))
    try:
        return ReadMarks(LineEntry((line,), parse_letters(text, scheme_of(sheet), of=str(line))), "")
    except UnreadableMarks as fault:
        return ReadMarks(None, _mark_sentence(fault, sheet))


def marks_sentence(sheet: Sheet, entry: LineEntry) -> str:
    """Say in words what an entry means, to be read before Enter is pressed."""
    labels = {code["letters"]: code["label"] for code in sheet.pack.script["codes"]}
    labels[AGREED] = _("agreed to be asked")
    said = ", ".join(labels[letters] for letters in entry.marks.letters)
    return f"{lines_words(entry.lines)}: {said}"


def lines_words(lines: tuple[int, ...]) -> str:
    """Name lines briefly: "Line 3", "Lines 4–7, 9"."""
    if len(lines) == 1:
        return _("Line %d") % lines[0]
    return _("Lines %s") % ranges(lines)


def scheme_of(sheet: Sheet) -> dict[str, Mark]:
    """The codes that a sheet was printed with, in their order."""
    return {
        code["letters"]: Mark(code["letters"], UUID(code["id"]), code["question"], code["meaning"])
        for code in sheet.pack.script["codes"]
    }


def doors_of(sheet: Sheet) -> dict[int, list[int]]:
    """For each line of a sheet the lines of its door, in print order."""
    rows = SheetLine.objects.filter(constituency_id=sheet.constituency_id, sheet=sheet)
    pairs = rows.order_by("line").values_list("line", "door_id")
    found: dict[int, list[int]] = {}
    for _door, at_door in groupby(pairs, key=lambda pair: pair[1]):
        lines = [line for line, _id in at_door]
        found |= dict.fromkeys(lines, lines)
    return found


def _code_sentence(fault: NotASheetCode) -> str:
    return {
        CodeFault.LENGTH: _("A sheet's code has eight characters, such as 7K2M-9QXC. “%s” has not.")
        % fault.seen,
        CodeFault.LETTERS: _(
            "A sheet's code has only digits and capitals without I, L, O and U. “%s” has others."
        )
        % fault.seen,
        CodeFault.CHECK: _(
            "“%s” is not right: a character is wrong or two are exchanged. Look at the sheet again."
        )
        % fault.seen,
    }[fault.fault]


def _mark_sentence(fault: UnreadableMarks, sheet: Sheet) -> str:
    about = {"about": fault.about, "lines": sheet.line_count}
    if fault.fault is MarkFault.NO_SUCH_LINE and 1 <= int(fault.about) <= sheet.line_count:
        return (
            _(
                "Line %(about)s is keyed in another constituency: its door lies there since a change of boundaries. "
                "Hand the sheet on to whoever keys in there."
            )
            % about
        )
    return {
        MarkFault.NO_LINE: _("Begin with the line's number, such as “3 1” or “4-7 NI”."),
        MarkFault.NO_SUCH_NAME: _(
            "Nobody on this sheet is called “%(about)s”. Key the line's number instead."
        ),
        MarkFault.SEVERAL_NAMES: _(
            "Lines %(about)s all bear that name. Type more of it, or key the line's number."
        ),
        MarkFault.MIXED: _("“%(about)s” names doors and lines. Key the doors with a star by themselves."),
        MarkFault.NO_SUCH_LINE: _("This sheet has lines 1 to %(lines)d; there is no line %(about)s."),
        MarkFault.BACKWARDS: _("%(about)s runs backwards. Key the smaller line first."),
        MarkFault.TOO_MANY: _("%(about)s are too many lines at once. Key them in parts."),
        MarkFault.NO_MARK: _("Line %(about)s has no letters yet."),
        MarkFault.UNKNOWN: _(
            "“%(about)s” is no code of this sheet. Its letters stand at the foot of the page."
        ),
        MarkFault.AMBIGUOUS: _("“%(about)s” can be read in two ways. Put spaces between the codes."),
        MarkFault.TWO_INTENTIONS: _("%(about)s are two intentions. One elector has one."),
        MarkFault.TWO_OUTCOMES: _("%(about)s cannot both be so. Key the one that is right."),
        MarkFault.NOBODY_SPOKE: _(
            "%(about)s contradict each other: the first says that nobody told us anything."
        ),
        MarkFault.TWICE: _("%(about)s holds the same code twice."),
    }[fault.fault] % about
