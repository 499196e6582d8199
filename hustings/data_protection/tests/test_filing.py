import pytest
from django.db import ProgrammingError, transaction

from hustings.audit.models import Entry
from hustings.audit.words import Action, Purpose
from hustings.data_protection.drafting import draft_of, kinds_wanted
from hustings.data_protection.filing import UnableToFilePaper, file_paper, filed_papers
from hustings.organisation.models import Organisation, Paper, PaperKind
from tests.cast import Cast, acting, arranging

FILING = (Action.DATA_PROTECTION_PAPER_FILE, Purpose.ADMINISTRATION)
TEXT = "We hold political opinions as a registered party, for our political activities alone. " * 4


def file(cast: Cast, text: str = TEXT, kind: PaperKind = PaperKind.POLICY) -> Paper:
    with acting(cast.dai, *FILING) as by:
        return file_paper(kind=kind, text=text, by=by.own_id, at=by.at)


def test_a_paper_is_filed_in_versions(cast: Cast) -> None:
    file(cast)
    file(cast, TEXT + "Reviewed in May.")

    with acting(cast.dai, *FILING):
        assert filed_papers()[PaperKind.POLICY].version == 2
        assert Paper.objects.count() == 2


def test_filing_leaves_one_entry(cast: Cast) -> None:
    file(cast)

    with arranging():
        entry = Entry.objects.get(action=Action.DATA_PROTECTION_PAPER_FILE)
    assert (entry.person_id, entry.detail) == (cast.dai.pk, {"paper": "policy", "version": 1})


@pytest.mark.parametrize(
    ("text", "said"),
    [("Too short.", "too short"), (TEXT + "Contact: [to fill in: name].", "still to be filled in")],
)
def test_an_unfinished_paper_is_not_filed(cast: Cast, text: str, said: str) -> None:
    with pytest.raises(UnableToFilePaper, match=said):
        file(cast, text)

    with arranging():
        assert not Paper.objects.exists()


def test_the_same_text_is_not_filed_twice(cast: Cast) -> None:
    file(cast)

    with pytest.raises(UnableToFilePaper, match="filed already"):
        file(cast)


def test_a_filed_paper_never_changes(cast: Cast) -> None:
    file(cast)

    refused = pytest.raises(ProgrammingError, match="permission denied")
    with acting(cast.dai, *FILING), refused, transaction.atomic():
        Paper.objects.update(text="Something else")


@pytest.mark.parametrize("basis", ["democratic_engagement", "consent"])
def test_every_wanted_paper_has_a_draft_with_the_organisations_name(cast: Cast, basis: str) -> None:
    organisation = Organisation(name="Moor & Fen", kind="local_party", basis=basis)

    drafts = {kind: draft_of(kind, organisation) for kind in kinds_wanted(organisation)}

    assert all("Moor & Fen" in text for text in drafts.values())
    assert ("paragraph 22, for" in drafts[PaperKind.POLICY]) is False
    assert "Hysbysiad preifatrwydd" in drafts[PaperKind.NOTICE]


def test_the_consent_wording_is_wanted_where_consent_is_the_basis() -> None:
    assert PaperKind.CONSENT in kinds_wanted(Organisation(basis="consent"))
    assert PaperKind.CONSENT not in kinds_wanted(Organisation(basis="democratic_engagement"))


@pytest.mark.parametrize("kind", list(PaperKind))
def test_a_draft_with_nothing_filled_in_is_not_filed(cast: Cast, kind: PaperKind) -> None:
    draft = draft_of(kind, cast.organisation)

    assert kind == PaperKind.CONSENT or "[to fill in" in draft
