"""Mail to an invented person opens an incident of the one copy they stand on, and nothing of it is kept."""

import io
from collections.abc import Iterable
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hustings.audit.models import Entry
from hustings.copies.models import Canary, Copy
from hustings.data_protection.mail_to_invented import note_mail, recipients_in
from hustings.data_protection.models import Decision, Incident
from hustings.data_protection.telling import tell_of_incidents
from hustings.data_protection.tests.conftest import lose
from tests.cast import Cast, arranging, role

MAILBOX = "ada.bryson.0f3a1@campaign.example"
LETTER = (
    b"From: Somebody Angry <angry@example.net>\r\nTo: Ada Bryson <Ada.Bryson.0F3A1@campaign.example>\r\n"
    b"Subject: Unsubscribe\r\n\r\nTo: nobody@campaign.example\r\nPlease take me off your list.\r\n"
)


@pytest.fixture
def marked(cast: Cast, copy: Copy) -> Copy:
    """A copy with one invented person on it."""
    with arranging():
        Canary.objects.create(
            copy=copy,
            constituency=cast.northmoor,
            forenames="Ada",
            surname="Bryson",
            address="3 Medlar Mews",
            postcode="EX1 1ZZ",
            mailbox=MAILBOX,
            made_at=timezone.now(),
        )
    return copy


def note(recipients: Iterable[str]) -> list[Copy]:
    with role("hustings_worker"):
        return note_mail(recipients, at=timezone.now())


def test_an_incident_is_opened_and_the_officer_told(cast: Cast, marked: Copy) -> None:
    assert note(recipients_in(io.BytesIO(LETTER))) == [marked]
    with role("hustings_worker"):
        tell_of_incidents(at=timezone.now())

    with arranging():
        incident = Incident.objects.get()
        assert Entry.objects.filter(rule="an invented person was written to").count() == 1
    assert (incident.kind, incident.copy_id, incident.people) == ("canary", marked.id, 4)
    assert marked.number in incident.title
    assert mail.outbox[0].to == [cast.dai.email]
    assert not {"Ada", "angry", MAILBOX} & set(incident.what_happened.split())


def test_a_second_letter_is_a_note_in_the_same_incident(cast: Cast, marked: Copy) -> None:
    note([MAILBOX])
    note([MAILBOX.upper()])

    with arranging():
        assert Incident.objects.count() == 1
        assert Decision.objects.get().what == "note"


def test_a_copy_that_was_lost_has_its_incident_already(cast: Cast, marked: Copy) -> None:
    lost = lose(cast, marked)

    note([MAILBOX])

    with arranging():
        assert Decision.objects.get().incident_id == lost.id


@pytest.mark.parametrize("recipients", [[], ["priya@campaign.example"], [f"{MAILBOX}.uk"], ["%"]])
def test_mail_for_anybody_else_opens_nothing(cast: Cast, marked: Copy, recipients: list[str]) -> None:
    assert note(recipients) == []
    with arranging():
        assert not Incident.objects.exists()


def test_the_command_sends_a_letter_for_nobody_back(
    cast: Cast, marked: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = LETTER.replace(b"0F3A1", b"00000")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(letter)))
    with role("hustings_worker"), pytest.raises(SystemExit) as ended:
        call_command("mail_to_invented")
    assert ended.value.code == 67

    with role("hustings_worker"):
        call_command("mail_to_invented", MAILBOX)
    with arranging():
        assert Incident.objects.count() == 1


@given(st.binary(max_size=400))
def test_no_letter_is_too_strange_to_be_read(letter: bytes) -> None:
    assert all("@" in address for address in recipients_in(io.BytesIO(b"To: " + letter)))
