"""The Welsh catalogues: whole, with every placeholder, one Welsh for one English, and seen on a page."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import deactivate, ngettext, override

from hustings.config import catalogues
from hustings.config.gathering import BORROWED, borrowed_messages
from hustings.data_protection.drafting import draft_of
from hustings.organisation.models import PaperKind
from tests.cast import Cast

SignIn = Callable[..., Client]
ROOMS = [room for room in catalogues.rooms() if catalogues.catalogue_path(room).exists()]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")

each_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """A request leaves its language in force on the thread; the next test is to begin in English."""
    yield
    deactivate()


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def margins(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


@each_room
def test_every_message_has_its_welsh(room: Path) -> None:
    empty = [entry.msgid for entry in catalogues.read_catalogue(room) if not entry.translated()]

    assert empty == []


@each_room
def test_both_languages_hold_the_same_placeholders(room: Path) -> None:
    for entry in catalogues.read_catalogue(room):
        if not entry.msgid_plural:
            assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid
            continue
        one, *more = (placeholders(entry.msgstr_plural[form]) for form in range(4))
        assert one in (placeholders(entry.msgid), placeholders(entry.msgid_plural)), entry.msgid
        assert more == [placeholders(entry.msgid_plural)] * 3, entry.msgid


@each_room
def test_both_languages_begin_and_end_with_the_same_space(room: Path) -> None:
    for entry in catalogues.read_catalogue(room):
        for welsh in entry.msgstr_plural.values() or [entry.msgstr]:
            assert margins(welsh) == margins(entry.msgid), entry.msgid


@each_room
def test_a_catalogue_counts_as_welsh_does(room: Path) -> None:
    assert catalogues.read_catalogue(room).metadata["Plural-Forms"].startswith("nplurals=4;")


def test_one_english_message_has_one_welsh_in_all_rooms() -> None:
    welsh: dict[tuple[str, str], set[str]] = defaultdict(set)
    for room in ROOMS:
        for entry in catalogues.read_catalogue(room):
            welsh[entry.msgctxt or "", entry.msgid].add(entry.msgstr or repr(entry.msgstr_plural))

    assert {msgid: found for (_, msgid), found in welsh.items() if len(found) > 1} == {}


def test_years_are_counted_in_four_forms() -> None:
    with override("cy"):
        said = [ngettext("%(num)d year", "%(num)d years", num) % {"num": num} for num in (1, 2, 3, 8, 11)]

    assert said == ["1 flwyddyn", "2 flynedd", "3 blynedd", "8 mlynedd", "11 mlynedd"]


def test_the_check_names_a_borrowed_message_that_is_missing(tmp_path: Path) -> None:
    accounts = tmp_path / "accounts"
    accounts.mkdir()

    faults = catalogues.faults_of(accounts)

    assert "accounts: no Welsh for 'This password is too common.'" in faults
    assert len(faults) == len({(said.get("context"), said["msgid"]) for said in borrowed_messages()})


def test_a_message_no_library_says_any_more_leaves_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Said no more", msgstr="Nis dywedir", comment=BORROWED))
    monkeypatch.setattr(catalogues, "read_catalogue", lambda _room: catalogue)

    merged = catalogues.merge(tmp_path)

    assert [entry.msgid for entry in merged] == []


def test_a_message_whose_plural_has_changed_is_translated_anew(tmp_path: Path) -> None:
    catalogue = catalogues.read_catalogue(tmp_path)
    catalogue.append(polib.POEntry(msgid="One door", msgid_plural="%d doors", msgstr_plural={0: "Un drws"}))
    catalogues.catalogue_path(tmp_path).parent.mkdir(parents=True)
    catalogue.save(str(catalogues.catalogue_path(tmp_path)))
    (tmp_path / "words.py").write_text('ngettext("One door", "%s doors", 2)')

    merged = catalogues.merge(tmp_path)

    assert [(entry.msgid_plural, entry.translated()) for entry in merged] == [("%s doors", False)]


def test_what_libraries_translate_themselves_is_not_borrowed() -> None:
    borrowed = {message["msgid"] for message in borrowed_messages()}

    assert "Incorrect password." in borrowed
    assert "This field is required." not in borrowed


def test_somebody_signs_in_in_welsh(client: Client, cast: Cast) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "cy"}).content.decode()

    assert '<html lang="cy"' in page
    for word in ("Mewngofnodi", "Cyfrinair", "Cyfeiriad e-bost", "Rwyf wedi anghofio fy nghyfrinair"):
        assert word in page
    for word in ("Sign in", "Password", "forgotten"):
        assert word not in page


def test_a_wrong_password_is_refused_in_welsh(client: Client, cast: Cast) -> None:
    wrong = {"login": "moira@hustings.example", "password": "not that one"}

    answer = client.post(reverse("account_login"), wrong, headers={"accept-language": "cy"})

    assert "cyfrinair a roddwyd gennych yn gywir" in answer.content.decode()


def test_a_role_is_called_by_its_welsh_name_at_home(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.priya).get(reverse("headquarters:home"), headers={"accept-language": "cy"})

    assert "Trefnydd" in page.content.decode()
    assert "Organiser" not in page.content.decode()


def test_a_draft_in_english_stays_english_on_a_welsh_screen(cast: Cast) -> None:
    with override("cy"):
        draft = draft_of(PaperKind.POLICY, cast.organisation)

    assert "What voters said" in draft
    assert "Yr hyn a ddywedodd pleidleiswyr" not in draft
