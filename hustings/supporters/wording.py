"""What a file of members and supporters changes, and why something of it does not, in sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hustings.lib.markup import grouped
from hustings.supporters.models import FileState, SupporterFile, UnappliedLine
from hustings.supporters.rules import Fault

CHANGES: dict[str, Callable[[int], str]] = {
    "member": lambda n: ngettext("%s elector becomes a member.", "%s electors become members.", n),
    "supporter": lambda n: ngettext("%s elector becomes a supporter.", "%s electors become supporters.", n),
    "volunteer": lambda n: ngettext("%s elector becomes a volunteer.", "%s electors become volunteers.", n),
    "call": lambda n: ngettext("%s telephone number to call.", "%s telephone numbers to call.", n),
    "text": lambda n: ngettext("%s number for text messages.", "%s numbers for text messages.", n),
    "email": lambda n: ngettext("%s e-mail address.", "%s e-mail addresses.", n),
}
UNCHANGED: Callable[[int], str] = lambda n: ngettext(  # noqa: E731 - one of a kind with those above
    "%s thing that the file says is known already.", "%s things that the file says are known already.", n
)
FAULTS: dict[Fault, str | Promise] = {
    Fault.CONSENT_AHEAD: gettext_lazy(
        "the day of consent has not come yet; the detail was left out: put the day right and send the file again"
    ),
    Fault.CONSENT_DATE: gettext_lazy(
        "consent has no day of the form 31/12/2025; the detail was left out: without the day we could not show that "
        "they agreed"
    ),
    Fault.CONSENT_MISSING: gettext_lazy(
        "nothing says that they agreed to be reached so; the detail was left out: ask them, and record it with the day"
    ),
    Fault.CONSENT_TAKEN_BACK: gettext_lazy(
        "they took back their consent to this, and no file brings it back: if they agreed anew, record that by hand"
    ),
    Fault.DATE: gettext_lazy("this is no date of the form 31/12/2025, or it has not come yet: put it right"),
    Fault.DOUBTFUL: gettext_lazy(
        "somebody of a like name lives there, but not surely this one: add the elector number"
    ),
    Fault.EMAIL: gettext_lazy("this is no e-mail address; it was left out: put it right"),
    Fault.ENDED: gettext_lazy(
        "this ended before, and the file does not say that it began again later: if so, record it by hand"
    ),
    Fault.NOBODY: gettext_lazy(
        "nobody of that name is on the register there: they may live in another seat, have moved, or not be registered"
    ),
    Fault.NOTHING_SAID: gettext_lazy("the line says nothing but a name: no relation, no way to reach them"),
    Fault.NO_PLACE: gettext_lazy(
        "there is neither an elector number nor a name with a postcode or address to tell who it is"
    ),
    Fault.NUMBER: gettext_lazy("this is no elector number of the form AA1-124: were the columns shifted?"),
    Fault.OTHER_NAME: gettext_lazy(
        "this number is somebody else's on that register: numbers are given anew every December"
    ),
    Fault.RELATION: gettext_lazy(
        "the word stands for neither a member nor a supporter nor a volunteer: write one of these"
    ),
    Fault.SEVERAL: gettext_lazy("several people of that name live there: add the elector number"),
    Fault.TELEPHONE: gettext_lazy("this is no telephone number; it was left out: put it right"),
    Fault.UNKNOWN_NUMBER: gettext_lazy(
        "nobody on the register of this seat has this number, or they are on it without their name: numbers are given "
        "anew every December"
    ),
    Fault.TWO_NUMBERED: gettext_lazy(
        "two electors have this number, of two councils or one after the other: say of which register it is"
    ),
    Fault.UNREADABLE: gettext_lazy(
        "a cell of the line cannot be read: it is far too long, begins like a formula, or a quotation mark is astray"
    ),
    Fault.WAY: gettext_lazy(
        "the word stands for neither a telephone call nor a text message nor an e-mail: write one of these"
    ),
}


@dataclass(frozen=True)
class LineInWords:
    """A line that was not applied, or not all of it: where it stands, and what to do."""

    line: int
    column: int
    sentence: str


def changes_in_words(counts: Mapping[str, int]) -> list[str]:
    """Say what a file would add, or added."""
    said = [say(counts[key]) % grouped(counts[key]) for key, say in CHANGES.items() if counts.get(key)]
    if known := counts.get("unchanged"):
        said.append(UNCHANGED(known) % grouped(known))
    return said or [_("Nothing: no line adds anything.")]


def lines_in_words(lines: Iterable[UnappliedLine]) -> list[LineInWords]:
    """Say of each line why it, or something of it, is not applied."""
    return [LineInWords(one.line, one.column, str(FAULTS[Fault(one.fault)])) for one in lines]


def file_ended(file: SupporterFile) -> str:
    """The sentence at the end of a job."""
    if file.state == FileState.APPLIED:
        return _("The file is applied. %s") % " ".join(changes_in_words(file.counts))
    if file.state == FileState.TAKEN_BACK:
        gone, kept = file.counts.get("taken back", 0), file.counts.get("kept", 0)
        return " ".join(
            (
                ngettext("%s thing that it brought is gone.", "%s things that it brought are gone.", gone)
                % grouped(gone),
                ngettext("%s was changed since, and is kept.", "%s were changed since, and are kept.", kept)
                % grouped(kept),
            )
        )
    read, refused = file.counts.get("read", 0), file.counts.get("refused", 0)
    return _(
        "%(matched)s of %(read)s lines are of somebody on the register. Look at the difference and decide."
    ) % {
        "matched": grouped(read - refused),
        "read": grouped(read),
    }
