"""Printing post from a list: whom it goes to is asked anew, the file is set and sealed, and it stands as a copy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from hustings.access.actor import Actor
from hustings.access.two_people.approving import UnableToUseApproval
from hustings.audit.recording import record
from hustings.copies.files import seal_copy
from hustings.copies.issuing import Leaving, UnableToIssueCopy, issue_copy
from hustings.copies.models import Copy, CopyKind
from hustings.copies.retraining import UnableToTakeInBulk, refuse_untrained
from hustings.copies.rules import DESTROYED_WITHIN
from hustings.copies.writing import recipient_line
from hustings.geography.models import Place
from hustings.organisation.models import Organisation
from hustings.paper.agreeing import wants_agreement
from hustings.paper.models import Imprint, Letter
from hustings.paper.post.addressing import Addressee, addressees_of, wanted_by_post
from hustings.paper.post.agreeing import use_for_post
from hustings.paper.post.keeping import imprint_line, imprint_of
from hustings.paper.post.naming import NameWords, names_of, salutation_of
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.setting import LetterText, PostText, set_labels, set_letters
from hustings.paper.post.sizes import SIZES
from hustings.paper.post.wording import name_words
from hustings.paper.post.writing import filled
from hustings.paper.script import LANGUAGES
from hustings.paper.typesetting import UnableToTypeset
from hustings.targeting.lists.asking import UnableToAsk
from hustings.targeting.lists.keeping import lists_for
from hustings.targeting.lists.using import count_wanted
from hustings.targeting.models import SavedList
from hustings.work.reporting import Report

SOURCE = "list"


class UnableToPost(Exception):
    """Nothing was printed; the message says why and what to do."""


def check_order(order: PostOrder, *, seat: Place, by: Actor, at: datetime) -> int:
    """Say how many people an order names. Raises UnableToPost where it cannot be printed: nobody is left on the list,
    the day of destruction is past or too far, the sheet has no such label, or whoever asks is to read a page first.
    """
    if not localdate(at) <= order.destroy_on <= localdate(at + DESTROYED_WITHIN):
        raise UnableToPost(_("Destroy it within four weeks: choose a day until then. Nothing was printed."))
    if order.letter:
        written_for(order, seat)
    elif not 1 <= order.first <= SIZES[order.size].count:
        raise UnableToPost(
            _("A sheet of %(size)s has %(count)d labels. Begin at one of them; nothing was printed.")
            % {"size": order.size, "count": SIZES[order.size].count}
        )
    kept = _list_of(order, seat, by)
    try:
        people = count_wanted(wanted_by_post(kept, at=at)).people
        refuse_untrained(people=people, by=by)
    except (UnableToAsk, UnableToTakeInBulk) as refusal:
        raise UnableToPost(str(refusal)) from refusal
    if not people:
        raise UnableToPost(nobody())
    return people


def print_post(order: PostOrder, *, seat: Place, by: Actor, at: datetime, report: Report) -> tuple[Copy, int]:
    """Set the post of an order, seal its file and put it on the register of copies; gives how many pieces it has.

    One transaction and one entry in the log, which names everybody on it. Raises UnableToPost.
    """
    check_order(order, seat=seat, by=by, at=at)
    kept = _list_of(order, seat, by)
    report(0, 0, _("Putting addresses in delivery order."))
    with transaction.atomic():
        try:
            addressees = addressees_of(wanted_by_post(kept, at=at), together=order.together)
        except UnableToAsk as refusal:
            raise UnableToPost(str(refusal)) from refusal
        if not addressees:
            raise UnableToPost(nobody())
        _refuse_unagreed(order, kept, sum(len(one.numbers) for one in addressees), by=by, at=at)
        try:
            copy = _issue(order, kept, addressees, by=by, at=at)
        except UnableToIssueCopy as refusal:
            raise UnableToPost(str(refusal)) from refusal

        def tell(done: int) -> None:
            report(done, len(addressees), _("%d set.") % done)

        try:
            make = _letters if order.letter else _labels
            content = make(order, copy, addressees, by=by, at=at, tell=tell)
            name = f"{copy.number}-{'letters' if order.letter else f'labels-{order.size}'}.pdf"
            seal_copy(copy, content, name=name, media_type="application/pdf", at=at)
        except UnableToTypeset as fault:
            raise UnableToPost(_("It could not be set: %s. Nothing was printed.") % fault) from fault
    return copy, len(addressees)


def _refuse_unagreed(order: PostOrder, kept: SavedList, people: int, *, by: Actor, at: datetime) -> None:
    """Use a second person's agreement up where one is wanted; it is for no more people than it named."""
    if wants_agreement() and not order.approval:
        raise UnableToPost(
            _("A second person must agree before anything is printed. Order it again and ask.")
        )
    if order.approval and people > order.people:
        raise UnableToPost(
            _("The list names more people by now than somebody agreed to. Nothing was printed; ask again.")
        )
    try:
        use_for_post(order, seat=kept.constituency, name=kept.name, by=by, at=at)
    except UnableToUseApproval as refusal:
        raise UnableToPost(str(refusal)) from refusal


def nobody() -> str:
    return _(
        "Nobody on this list can be written to: whoever objects, is held out or has no address is left out. "
        "Nothing was printed; look at the list’s steps."
    )


def _list_of(order: PostOrder, seat: Place, by: Actor) -> SavedList:
    found = lists_for(by, seat.id).select_related("constituency").filter(pk=order.saved_list).first()
    if found is None:
        raise UnableToPost(
            _("This list is out of use, or is not shared with you any more. Nothing was printed.")
        )
    return found


def _issue(
    order: PostOrder, kept: SavedList, addressees: Sequence[Addressee], *, by: Actor, at: datetime
) -> Copy:
    seat = kept.constituency_id
    rows = [(seat, number) for one in addressees for number in one.numbers]
    leaving = Leaving(
        kind=CopyKind.LETTERS,
        title=(_("Letters: %s") if order.letter else _("Labels: %s")) % kept.name,
        purpose=_("letters by post") if order.letter else _("labels for post"),
        people=len(rows),
        rows=rows,
        due_on=order.destroy_on,
        source_kind=SOURCE,
        source_id=kept.id,
    )
    receipt = record(
        action=by.action,
        purpose=by.purpose,
        by=by.person_id,
        at=at,
        constituency=seat,
        place=f"copy {leaving.id}",
        electors=rows,
        rule="letters" if order.letter else "labels",
        detail={"list": str(kept.id), "each": order.each, "pieces": len(addressees)},
    )
    return issue_copy(replace(leaving, receipt=receipt), by=by, at=at, constituency=seat)


def written_for(order: PostOrder, seat: Place) -> tuple[Letter, Imprint]:
    """The letter of an order and the imprint that it must bear. Raises UnableToPost where either is not there."""
    letter = Letter.objects.filter(constituency=seat, id__in=[order.letter]).first()
    imprint = imprint_of(seat)
    if letter is None:
        raise UnableToPost(_("This letter is not there any more. Choose another one; nothing was printed."))
    if imprint is None:
        raise UnableToPost(
            _(
                "The imprint is missing: the law asks for the names and addresses of promoter and printer on what is "
                "published. Write it down once for this seat; until then no letter is printed."
            )
        )
    return letter, imprint


def _letters(
    order: PostOrder, copy: Copy, addressees: Sequence[Addressee], *, by: Actor, at: datetime, tell: Any
) -> Iterator[bytes]:
    letter, imprint = written_for(order, Place.objects.get(pk=copy.constituency_id or 0))
    cover = [
        recipient_line(copy, by.name),
        _("%(pieces)d letters to %(people)d people. Take this page out; it is not posted.")
        % {"pieces": len(addressees), "people": copy.people},
    ]
    with override(LANGUAGES[order.language]):
        words = name_words()
        letters = [_letter(letter.text, one, words) for one in addressees]
        line, day = imprint_line(imprint), date_format(localdate(at), "j F Y")
    text = _text(order, copy, by)
    return set_letters(text, letters, imprint=line, day=day, cover=cover, at=at, report=tell)


def _letter(text: str, one: Addressee, words: NameWords) -> LetterText:
    to = (names_of(one.people, words), *one.lines)
    values = {
        "salutation": salutation_of(one.people, words),
        "names": to[0],
        "address": "\n".join(one.lines),
    }
    return LetterText(to, filled(text, values))


def _labels(
    order: PostOrder, copy: Copy, addressees: Iterable[Addressee], *, by: Actor, at: datetime, tell: Any
) -> Iterator[bytes]:
    with override(LANGUAGES[order.language]):
        words = name_words()
        labels = [(names_of(one.people, words), *one.lines) for one in addressees]
    return set_labels(
        _text(order, copy, by), labels, SIZES[order.size], first=order.first, at=at, report=tell
    )


def _text(order: PostOrder, copy: Copy, by: Actor) -> PostText:
    organisation = Organisation.objects.filter(pk=1).first()
    return PostText(
        title=copy.title,
        organisation=organisation.name if organisation else "",
        language=order.language,
        whose=recipient_line(copy, by.name),
    )
