"""The pages of scores: what there is, one score, sending a file; and the commands that bring files in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from hustings.lib.uuid7 import uuid7
from hustings.targeting.models import Score
from hustings.targeting.tests.scores.files import FOUR, object_to_scores, scored, scores_file, values
from hustings.work.models import Job, SealedFile
from tests.cast import Cast, arranging, role

SignIn = Callable[..., Client]


def url(name: str, *more: UUID) -> str:
    return reverse(f"targeting:{name}", args=["northmoor", *more])


def sending(**changed: Any) -> dict[str, Any]:
    return {
        "file": SimpleUploadedFile("scores.csv", scores_file(*FOUR)),
        "name": "Likely to vote",
        "model": "logit 3",
        "inputs": "turnout and age",
        "made_on": "2026-11-01",
        "scale": "hundred",
        **changed,
    }


def test_a_seat_without_scores_says_what_a_file_needs(register: Cast, signed_in: SignIn) -> None:
    shown = signed_in(register.priya).get(url("scores")).content.decode()

    assert "No scores yet" in shown
    assert url("send_scores") in shown


def test_a_file_that_was_sent_is_sealed_and_left_to_the_worker(register: Cast, signed_in: SignIn) -> None:
    answer = signed_in(register.priya).post(url("send_scores"), sending())

    assert answer.status_code == 302
    with arranging():
        assert Job.objects.get().asked["file"] == str(SealedFile.objects.get().id)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"file": ""}, "Choose a file"), ({"inputs": ""}, "required"), ({"made_on": "then"}, "valid date")],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    register: Cast, signed_in: SignIn, changed: dict[str, Any], said: str
) -> None:
    answer = signed_in(register.priya).post(url("send_scores"), sending(**changed))

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    with arranging():
        assert not Job.objects.exists()


def test_a_scores_page_says_its_model_inputs_coverage_and_what_was_left_out(
    register: Cast, signed_in: SignIn
) -> None:
    object_to_scores(register, "Peter")
    score = scored(register, *FOUR, "AA1-77,50")

    shown = signed_in(register.priya).get(url("score", score.id)).content.decode()

    assert "3 of 6 electors on the register got this score." in shown
    assert "1 elector objects to being scored, and has none." in shown
    assert "turnout and age" in shown
    assert "nobody on the register of this seat has this number" in shown


def test_a_score_is_put_out_of_use_from_its_page(register: Cast, signed_in: SignIn) -> None:
    score = scored(register, *FOUR)
    client = signed_in(register.priya)

    client.post(url("put_score_away", score.id))
    again = client.post(url("put_score_away", score.id), follow=True).content.decode()

    assert "out of use already" in again
    assert "This score is out of use." in client.get(url("score", score.id)).content.decode()


def test_who_may_not_is_refused_and_strangers_find_nothing(register: Cast, signed_in: SignIn) -> None:
    score = scored(register, *FOUR)
    for page in (url("scores"), url("score", score.id), url("send_scores")):
        assert signed_in(register.priya).get(page).status_code == 200
        assert signed_in(register.nia).get(page).status_code == 403
        assert signed_in(register.sam).get(page).status_code == 404
        assert Client().get(page).status_code == 302
    assert signed_in(register.priya).get(url("score", uuid7())).status_code == 404
    assert signed_in(register.priya).post(url("scores")).status_code == 405
    assert signed_in(register.priya).get(url("put_score_away", score.id)).status_code == 405
    assert signed_in(register.sam).post(url("put_score_away", score.id)).status_code == 404
    assert signed_in(register.nia).post(url("put_score_away", score.id)).status_code == 403


def command(file: Path, **changed: str) -> None:
    told = {
        "name": "Likely to vote",
        "model": "logit 3",
        "inputs": "turnout",
        "made-on": "2026-11-01",
        **changed,
    }
    arguments = [f"--{name}={value}" for name, value in told.items()]
    with role("hustings_worker"):
        call_command(
            "import_scores",
            str(file),
            *arguments,
            "--seat=northmoor",
            "--as=priya@moor.example",
            "--reason=a test",
            "--json",
        )


def test_the_command_brings_a_file_in(
    register: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scores.csv"
    file.write_bytes(scores_file(*FOUR))

    command(file)

    assert json.loads(capsys.readouterr().out)["counts"]["scored"] == 4
    with arranging():
        score = Score.objects.get()
    assert len(values(score)) == 4


def test_the_command_refuses_in_a_sentence(register: Cast, tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_bytes(scores_file("AA1-71,5"))

    with pytest.raises(CommandError, match="Nothing was kept"):
        command(file)
    with pytest.raises(CommandError, match="cannot be read"):
        command(tmp_path / "none.csv")
