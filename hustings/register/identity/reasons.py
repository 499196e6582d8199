"""Why two names may be one person's, or not, in sentences: the very signs that the rules weighed."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.lib.name_likeness import NameSign, likeness_of_names

SENTENCES: dict[NameSign, Promise] = {
    NameSign.SAME_NAME: _("The name is the same."),
    NameSign.SAME_WORDS: _("The words of the name are the same, in another order."),
    NameSign.TURNED_ROUND: _("Surname and forename have changed places."),
    NameSign.SURNAME_FORM: _("The surnames are two spellings of one."),
    NameSign.SURNAME_SLIP: _("The surnames differ by a slip of the pen."),
    NameSign.SURNAME_PART: _("One surname is part of the other."),
    NameSign.OTHER_SURNAME: _("The surnames differ: marriage, a misprint, or somebody else."),
    NameSign.FORENAME_FORM: _("The forenames are two forms of one."),
    NameSign.FORENAME_SLIP: _("The forenames differ by a slip of the pen."),
    NameSign.INITIALS: _("One of the two gives initials only, and they fit."),
    NameSign.MIDDLE_NAME: _("One of the two is called by a middle name of the other."),
    NameSign.OTHER_MIDDLE_NAME: _("The middle names differ."),
    NameSign.OTHER_FORENAME: _("The first forenames differ."),
    NameSign.LOST_LETTERS: _("The file lost letters of the name."),
}
WHOLE = {NameSign.SAME_NAME, NameSign.SAME_WORDS, NameSign.TURNED_ROUND}
OF_SURNAME = {NameSign.SURNAME_FORM, NameSign.SURNAME_SLIP, NameSign.SURNAME_PART, NameSign.OTHER_SURNAME}
OF_FORENAME = set(NameSign) - WHOLE - OF_SURNAME


def reasons_of_names(surname: str, forenames: str, other_surname: str, other_forenames: str) -> Iterator[str]:
    """What the names of two lines say for and against one person; what is the same is said too."""
    _likeness, signs = likeness_of_names(surname, forenames, other_surname, other_forenames)
    found = set(signs)
    if not found & (WHOLE | OF_SURNAME | {NameSign.LOST_LETTERS}):
        yield str(_("The surname is the same."))
    yield from (str(SENTENCES[sign]) for sign in signs)
    if forenames and other_forenames and not found & (WHOLE | OF_FORENAME):
        yield str(_("The first forename is the same."))
