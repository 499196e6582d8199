"""Letters to a list: written with fields, addressed in a window, never without an imprint."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hustings.audit.words import Purpose
from hustings.canvassing.models import HeldOut
from hustings.copies.models import Copy
from hustings.paper.models import Imprint, Letter
from hustings.paper.post.keeping import keep_imprint, keep_letter
from hustings.paper.post.orders import PostOrder
from hustings.paper.post.printing import UnableToPost
from hustings.paper.post.tests.ground import PRINT, Posted, bytes_of, order, pages_of, print_it
from hustings.paper.post.writing import UnknownField, check_letter, filled
from hustings.register.models import Elector, RegisterEntry
from hustings.work.models import Job
from tests.cast import Cast, acting, arranging

SignIn = Callable[..., Client]
TEXT = "Dear {{ salutation }},\n\nI wrote to {{names}} at\n{{ address }}.\n\nYours,\nPriya"
POINTS = 72 / 25.4
"""Points of a PDF to the millimetre."""
ANSWERS = {
    "promoter": "Agnes Holloway",
    "promoter_address": "2 Quarry Road, Northmoor",
    "on_behalf": "The Moor Alliance",
    "on_behalf_address": "3 Quarry Road, Northmoor",
    "printer": "Tarn Press",
    "printer_address": "4 Quarry Road, Northmoor",
}


@pytest.fixture
def letter(cast: Cast, posted: Posted) -> Letter:
    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        return keep_letter(seat=cast.northmoor, name="Hello", text=TEXT, by=by, at=timezone.now())


@pytest.fixture
def imprint(cast: Cast, posted: Posted) -> Imprint:
    with acting(cast.priya, PRINT, Purpose.CANVASS) as by:
        return keep_imprint(seat=cast.northmoor, told=ANSWERS, by=by, at=timezone.now())


def letters(posted: Posted, letter: Letter, **changed: Any) -> PostOrder:
    return order(posted.kept, size="", letter=letter.id, **changed)


@pytest.mark.parametrize("text", ["{{ surname }}", "{{ names", "names }}", "{{ }}"])
def test_a_field_that_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(UnknownField):
        check_letter(text)


def test_what_a_name_holds_is_never_a_field() -> None:
    check_letter(TEXT)
    values = {"salutation": "{{ address }}", "names": "N", "address": "1 Mill Lane\nNM1 1AA"}

    assert filled(TEXT.replace("\n", "\r\n"), values) == [
        ["Dear {{ address }},"],
        ["I wrote to N at", "1 Mill Lane", "NM1 1AA."],
        ["Yours,", "Priya"],
    ]


def test_each_household_gets_one_letter_with_the_imprint(
    cast: Cast, posted: Posted, letter: Letter, imprint: Imprint
) -> None:
    copy, pieces = print_it(cast, letters(posted, letter))
    cover, *pages = pages_of(copy)

    assert (pieces, copy.people, len(pages)) == (12, 24, 12)
    assert copy.number in cover
    assert "Mill Lane" not in cover
    for page in pages:
        assert "Promoted by Agnes Holloway, 2 Quarry Road, Northmoor, on behalf of The Moor Alliance" in page
        assert "Printed by Tarn Press, 4 Quarry Road" in " ".join(page.split())
        assert copy.number not in page
    assert "Elector 1 and Elector 2 Okafor\r\n1 Mill Lane\r\nNORTHMOOR\r\nNM8 1AA" in pages[9]
    assert "Dear Elector and Elector," in pages[9]


def test_letters_and_labels_are_tagged_in_their_language(
    cast: Cast, posted: Posted, letter: Letter, imprint: Imprint
) -> None:
    for wanted in (letters(posted, letter, language="cy"), order(posted.kept, language="cy")):
        copy, _pieces = print_it(cast, wanted)
        made = pikepdf.open(BytesIO(bytes_of(copy.file_id)))
        kinds = {str(tag.get("/S")) for tag in made.objects if isinstance(tag, pikepdf.Dictionary)}

        assert str(made.Root.Lang) == "cy-GB"
        assert "/P" in kinds
        with made.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_an_address_of_many_lines_keeps_its_last_one_in_the_window(
    cast: Cast, posted: Posted, letter: Letter, imprint: Imprint
) -> None:
    lines = "\n".join(f"Part {number} of an address" for number in range(1, 10))
    with arranging():
        RegisterEntry.objects.filter(elector__in=posted.ground.electors[:2]).update(address_lines=lines)
    copy, _pieces = print_it(cast, letters(posted, letter))
    pdf = pypdfium2.PdfDocument(bytes_of(copy.file_id))
    (page,) = [page for page in pdf if "NM8 1AA" in page.get_textpage().get_text_bounded() and "Part 9" in
               page.get_textpage().get_text_bounded()]  # fmt: skip
    left, bottom, right, top = (20 * POINTS, (297 - 76) * POINTS, 105 * POINTS, (297 - 44) * POINTS)

    window = page.get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    assert window.splitlines()[0] == "Elector 1 and Elector 2 Okafor"
    assert window.splitlines()[-1] == "NM8 1AA"


def test_without_an_imprint_nothing_is_printed(cast: Cast, posted: Posted, letter: Letter) -> None:
    with pytest.raises(UnableToPost, match="The imprint is missing"):
        print_it(cast, letters(posted, letter))
    with arranging():
        assert not Copy.objects.exists()


def test_objectors_and_those_held_out_get_no_letter(
    cast: Cast, posted: Posted, letter: Letter, imprint: Imprint
) -> None:
    first, second, third, fourth = posted.ground.electors[:4]
    with arranging():
        Elector.objects.filter(pk__in=[first.pk, second.pk]).update(objects_by_post=True)
        for elector in (third, fourth):
            HeldOut.objects.create(
                constituency=posted.ground.seat,
                elector=elector,
                list_id=posted.kept.id,
                drawn_at=timezone.now(),
                ends_on=timezone.localdate() + timedelta(days=3),
            )
    copy, pieces = print_it(cast, letters(posted, letter))
    text = "\n".join(pages_of(copy))

    assert (pieces, copy.people) == (10, 20)
    for address in ("NM8 1AA", "3 Mill Lane"):
        assert address in text
    assert "1 Mill Lane\r\nNORTHMOOR\r\nNM8 1AA" not in text
    assert "2 Mill Lane\r\nNORTHMOOR\r\nNM8 1AA" not in text


def test_a_letter_is_written_and_sent_from_its_pages(cast: Cast, posted: Posted, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    written, imprint = (
        reverse("paper:letters", args=["northmoor"]),
        reverse("paper:imprint", args=["northmoor"]),
    )
    send = reverse("paper:print_letters", args=["northmoor", posted.kept.id])
    assert "No letter is written yet" in client.get(send).content.decode()

    wrong = client.post(written, {"name": "Hello", "text": "Dear {{ surname }}"})
    assert (wrong.status_code, "There is no field “surname”" in wrong.content.decode()) == (422, True)
    assert client.post(written, {"name": "Hello", "text": TEXT}).status_code == 302
    with arranging():
        letter = Letter.objects.get()
    day = timezone.localdate() + timedelta(days=5)
    asked = {"letter": letter.id, "each": "household", "language": "cy", "destroy_on": day.isoformat()}
    refused = client.post(send, asked)
    assert (refused.status_code, "The imprint is missing" in refused.content.decode()) == (422, True)

    assert client.post(imprint, ANSWERS).status_code == 302
    assert client.post(send, asked).status_code == 302
    with arranging():
        assert Job.objects.get().asked["letter"] == str(letter.id)


def test_the_imprint_wants_every_name_and_address(cast: Cast, posted: Posted, signed_in: SignIn) -> None:
    answer = signed_in(cast.priya).post(
        reverse("paper:imprint", args=["northmoor"]), {**ANSWERS, "printer_address": " "}
    )

    assert answer.status_code == 422


def test_a_welsh_letter_has_a_welsh_imprint(
    cast: Cast, posted: Posted, letter: Letter, imprint: Imprint
) -> None:
    copy, _pieces = print_it(cast, letters(posted, letter, language="cy"))

    assert "Hyrwyddwyd gan Agnes Holloway" in pages_of(copy)[1]


def test_a_letter_written_anew_says_the_new_words(cast: Cast, letter: Letter, signed_in: SignIn) -> None:
    address = reverse("paper:letter", args=["northmoor", letter.id])

    assert signed_in(cast.priya).post(address, {"name": "Hello", "text": "Other words"}).status_code == 302
    with arranging():
        assert Letter.objects.get().text == "Other words"
