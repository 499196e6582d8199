import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hustings.targeting.lists.rules import schema
from hustings.targeting.models import SavedList
from hustings.targeting.tests.lists.ground import Lived
from tests.cast import Cast, arranging, role

COUNT, LISTS = "/api/seats/northmoor/lists/count/", "/api/seats/northmoor/lists/"
FORM = {
    "hustings_list": 1,
    "steps": [
        {"do": "add", "who": {"by": "everybody"}},
        {"do": "keep", "who": {"by": "intention", "said": ["definite", "probable"]}},
    ],
}
SCHEMA = Path(__file__).parents[4] / "docs" / "list.schema.json"
SignIn = Callable[..., Client]


def post(client: Client, url: str, told: object) -> tuple[int, dict[str, object]]:
    answer = client.post(url, json.dumps(told), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_program_counts_a_list_and_hears_what_it_says(cast: Cast, lived: Lived, signed_in: SignIn) -> None:
    status, told = post(signed_in(cast.priya), COUNT, FORM)

    assert status == 200
    assert str(told["sentence"]).startswith(
        "Add everybody on the register; keep who last said “Definitely for us”"
    )
    steps = told["steps"]
    assert isinstance(steps, list)
    assert [step["left"] for step in steps] == sorted((step["left"] for step in steps), reverse=True)
    with arranging():
        assert not SavedList.objects.exists()


def test_a_program_keeps_a_list_and_finds_it_again(cast: Cast, lived: Lived, signed_in: SignIn) -> None:
    client = signed_in(cast.priya)
    status, told = post(client, LISTS, {"name": "Ours", "form": FORM})
    again, refused = post(client, LISTS, {"name": "Ours", "form": FORM})

    assert (status, again) == (200, 422)
    assert "There is a list of that name here already" in str(refused["detail"])
    assert [one["id"] for one in client.get(LISTS).json()] == [told["id"]]


def test_what_means_nothing_is_told_in_a_sentence(cast: Cast, lived: Lived, signed_in: SignIn) -> None:
    form = FORM | {"steps": [{"do": "keep", "who": {"by": "everybody"}}]}

    status, told = post(signed_in(cast.priya), COUNT, form)

    assert (status, "The first step has to add somebody" in str(told["detail"])) == (422, True)


def test_next_door_counts_nothing_here(cast: Cast, lived: Lived, signed_in: SignIn) -> None:
    answer = signed_in(cast.sam).post(COUNT, json.dumps(FORM), content_type="application/json")

    assert answer.status_code == 404


def test_the_published_schema_is_the_form_and_is_served(cast: Cast, signed_in: SignIn) -> None:
    written = json.loads(SCHEMA.read_text("utf-8"))

    assert written == json.loads(json.dumps(schema()))
    assert signed_in(cast.priya).get("/lists/schema.json").json() == written


def run(*arguments: str) -> str:
    out = io.StringIO()
    with role("hustings_worker"):
        call_command(
            "list",
            *arguments,
            "--seat",
            "northmoor",
            "--as",
            "priya@moor.example",
            "--reason",
            "trying",
            stdout=out,
        )
    return out.getvalue()


def test_the_command_line_counts_and_keeps(cast: Cast, lived: Lived, tmp_path: Path) -> None:
    file = tmp_path / "ours.json"
    file.write_text(json.dumps(FORM), "utf-8")

    told = run(str(file), "--name", "Ours")

    assert "Keep who last said" in told
    assert "people," in told
    assert json.loads(run(str(file), "--json"))["people"] >= 0
    with arranging():
        assert SavedList.objects.get().name == "Ours"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [("{", "This is no JSON"), ('{"steps": []}', "between one step"), ("[]", "no list")],
)
def test_a_file_that_is_no_list_is_refused(cast: Cast, tmp_path: Path, given: str, sentence: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(given, "utf-8")

    with pytest.raises(CommandError, match=sentence):
        run(str(file))
