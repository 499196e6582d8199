import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from hustings.config.component_examples import ExampleForm, ExampleJob, examples

RUNNING = ExampleJob("7", "Printing 412 sheets", "running", "Setting page 96.", 96, 412)


def drawn(name: str, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context)


def wrong_form() -> ExampleForm:
    return ExampleForm({"name": "Saturday"})


def test_the_summary_of_faults_leads_to_fields_that_are_there() -> None:
    page = drawn("form", form=wrong_form(), submit="Make the pack")

    targets = re.findall(r'<a href="#([^"]+)"', page)
    assert len(targets) == 3
    assert all(f'id="{target}"' in page for target in targets)


def test_hint_and_fault_are_read_out_with_their_field() -> None:
    page = drawn("field", field=wrong_form()["kind"])

    assert 'aria-describedby="id_kind_error"' in page
    assert 'id="id_kind_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_written_by_django_looks_like_the_component() -> None:
    written = str(wrong_form())

    assert 'class="wrong-summary"' in written
    assert "<legend>Order</legend>" in written.replace("\n", "")


def test_what_may_be_left_empty_says_so() -> None:
    assert "(if you like)" in drawn("field", field=ExampleForm()["note"])
    assert "(if you like)" not in drawn("field", field=ExampleForm()["name"])


def test_a_hostile_label_stays_text() -> None:
    page = drawn("field", field=ExampleForm()["name"], label="<script>", hint="<b>bold</b>")

    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;" in page


def test_running_work_asks_again_every_two_seconds() -> None:
    page = drawn("progress", job=RUNNING, url="/jobs/7/")

    assert 'hx-get="/jobs/7/" hx-trigger="every 2s"' in page
    assert '<progress value="96" max="412"' in page


@pytest.mark.parametrize("state", ["done", "refused", "failed"])
def test_work_that_has_ended_asks_no_more(state: str) -> None:
    assert "hx-get" not in drawn("progress", job=replace(RUNNING, state=state), url="/jobs/7/")


def test_a_problem_says_what_happened_what_was_kept_and_what_to_do() -> None:
    page = drawn(
        "notice", kind="problem", title="Line 812 is short.", kept="Nothing was written.", todo="Mend it."
    )

    assert 'role="alert"' in page
    assert all(sentence in page for sentence in ("Line 812 is short.", "Nothing was written.", "Mend it."))


def test_turning_pages_keeps_what_was_asked_for() -> None:
    page = drawn("pagination", page=Paginator(range(90), 10).page(3), query="ward=7")

    assert 'href="?ward=7&amp;page=2"' in page
    assert 'href="?ward=7&amp;page=4"' in page


def test_one_page_has_nothing_to_turn() -> None:
    assert drawn("pagination", page=Paginator(range(9), 10).page(1)).strip() == ""


def test_a_figure_leads_to_its_definition_and_its_rows() -> None:
    page = drawn(
        "figure", label="Electors", value="7", definition_url="/words/#electors", rows_url="/electors/"
    )

    assert 'href="/words/#electors"' in page
    assert 'href="/electors/"' in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_but_itself(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert 'class="menu"' not in page
    assert 'href="/"' in page


def test_a_refusal_names_who_can_help() -> None:
    page = render_to_string(
        "403.html", {"helping": [{"name": "Moira Lennox", "role": "Chair", "unit": "North"}]}
    )

    assert "Who can help you" in page
    assert "Moira Lennox" in page


def test_the_living_page_shows_every_part() -> None:
    page = render_to_string("components.html", examples())

    assert page.count("<h1>") == 1
    assert page.count('class="progress"') == 5


def test_no_form_is_included_without_its_token() -> None:
    """`only` takes the token from a form, so that no browser can send it; a test's client asks for none."""
    templates = {
        str(path).partition("/templates/")[2]: path.read_text("utf-8")
        for path in (settings.ROOT / "hustings").glob("*/templates/**/*.html")
    }
    with_token = [name for name, text in templates.items() if "{% csrf_token %}" in text]
    bare = [
        (name, included)
        for name, text in templates.items()
        for included in re.findall(r'{% include "([^"]+)"[^%]* only %}', text)
        if included in with_token
    ]

    assert "components/form.html" in with_token
    assert bare == []
