"""The words of exports on screens."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hustings.copies.purposes import ExportPurpose, Field

Words = str | Promise

PURPOSE_NAMES: dict[ExportPurpose, Words] = {
    ExportPurpose.LETTERS: _("Letters from a mail-house"),
    ExportPurpose.CANVASS: _("Knocking at doors with a list of one’s own"),
    ExportPurpose.FIGURES: _("Working out figures, without names"),
    ExportPurpose.RECORDS: _("A copy of the records"),
    ExportPurpose.MEMBERS: _("A list of members"),
}
PURPOSE_HINTS: dict[ExportPurpose, Words] = {
    ExportPurpose.LETTERS: _("Names and addresses. Who does not want post from us is left out."),
    ExportPurpose.CANVASS: _("Numbers and names by street. Who objects to callers is left out."),
    ExportPurpose.FIGURES: _("Street, answer and day, and nobody’s name."),
    ExportPurpose.RECORDS: _(
        "Everything above together. Who objects to anything is left out. The copy is marked as yours, and above 500 "
        "people somebody else agrees first."
    ),
    ExportPurpose.MEMBERS: _(
        "Who is a member, and since when. Who does not want post from us is left out. The copy is marked as yours, and "
        "somebody else always agrees first."
    ),
}
FIELD_NAMES: dict[Field, Words] = {
    Field.NUMBER: _("elector number"),
    Field.FORENAMES: _("forenames"),
    Field.SURNAME: _("surname"),
    Field.ADDRESS: _("address"),
    Field.POSTCODE: _("postcode"),
    Field.WARD: _("ward"),
    Field.DISTRICT: _("polling district"),
    Field.STREET: _("street"),
    Field.INTENTION: _("last intention"),
    Field.CONTACTED: _("last contact"),
    Field.SINCE: _("member since"),
}
