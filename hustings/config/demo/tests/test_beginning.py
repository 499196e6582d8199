"""Where the demo may begin, and that one which broke off goes on."""

from pathlib import Path

import pytest
from django.utils import timezone

from hustings.config.demo.filling import UnableToFill, begin_demonstration
from hustings.config.demo.tests.small import CAMPAIGN, fill
from hustings.geography.models import Place
from hustings.organisation.models import Basis, Organisation, OrganisationKind
from tests.cast import arranging, role


def test_a_filling_that_broke_off_goes_on_where_it_was(db: None, tmp_path: Path) -> None:
    with role("hustings_worker"):
        begin_demonstration(campaign=CAMPAIGN, folder=tmp_path, at=timezone.now())

    assert fill(tmp_path).conversations > 100


def test_an_organisation_of_ones_own_is_left_alone(db: None, tmp_path: Path) -> None:
    with arranging():
        Organisation.objects.create(
            name="Ours", kind=OrganisationKind.INDEPENDENT, basis=Basis.CONSENT, is_demonstration=False
        )

    with pytest.raises(UnableToFill, match="Nothing was changed"):
        fill(tmp_path)
    assert not Place.objects.exists()
