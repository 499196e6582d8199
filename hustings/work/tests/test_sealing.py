from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hustings.audit.words import Action, Purpose
from hustings.work.models import SealedFile
from hustings.work.sealing import CHUNK, UnableToOpenFile, _path, forget_file, open_file, seal_file
from tests.cast import Cast, acting

SELF = (Action.WORK_FILE_FETCH, Purpose.ADMINISTRATION)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: object) -> None:
    settings.FILES_FOLDER = tmp_path


def sealed(person_id: UUID, content: bytes) -> SealedFile:
    return seal_file(
        [content], name="sheets.pdf", media_type="application/pdf", person_id=person_id, at=timezone.now()
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=30,
    deadline=None,
)
@given(size=some.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200_000]))
def test_what_was_sealed_comes_back(cast: Cast, size: int) -> None:
    content = bytes(index % 251 for index in range(size))

    with acting(cast.priya, *SELF):
        assert b"".join(open_file(sealed(cast.priya.pk, content))) == content


def test_nothing_readable_lies_on_the_disk(cast: Cast) -> None:
    with acting(cast.priya, *SELF):
        file = sealed(cast.priya.pk, b"Mrs Okafor, 12 Mill Lane")

    assert b"Okafor" not in _path(file.id).read_bytes()


def test_a_file_cut_short_is_refused(cast: Cast) -> None:
    with acting(cast.priya, *SELF):
        file = sealed(cast.priya.pk, b"x" * 3 * CHUNK)
        whole = _path(file.id).read_bytes()
        _path(file.id).write_bytes(whole[: 2 * (CHUNK + 16)])

        with pytest.raises(UnableToOpenFile):
            b"".join(open_file(file))


def test_a_forgotten_file_is_gone_with_its_key(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with acting(cast.priya, *SELF), django_capture_on_commit_callbacks(execute=True):
        file = sealed(cast.priya.pk, b"x")
        path = _path(file.id)

        forget_file(file)

        assert not SealedFile.objects.exists()
    assert not path.exists()


def test_a_file_whose_forgetting_is_rolled_back_opens_as_before(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with acting(cast.priya, *SELF):
        file = sealed(cast.priya.pk, b"x")
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            forget_file(SealedFile.objects.get())
            transaction.set_rollback(True)

        assert b"".join(open_file(SealedFile.objects.get(pk=file.pk))) == b"x"


def test_nobody_else_sees_the_key(cast: Cast) -> None:
    with acting(cast.priya, *SELF):
        sealed(cast.priya.pk, b"x")

    with acting(cast.sam, *SELF):
        assert not SealedFile.objects.exists()


def test_a_file_that_breaks_off_leaves_nothing_on_the_disk(cast: Cast, tmp_path: Path) -> None:
    def breaking_off() -> Iterator[bytes]:
        yield b"x" * 2 * CHUNK
        raise RuntimeError

    with acting(cast.priya, *SELF), pytest.raises(RuntimeError):
        seal_file(breaking_off(), name="x", media_type="x", person_id=cast.priya.pk, at=timezone.now())

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
