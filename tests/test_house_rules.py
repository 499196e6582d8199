"""What no import contract and no linter can say of the house. A failing test names the files."""

import re
from pathlib import Path

import pytest

from tests.reading import HOUSE, ROOT, calls, imports, named, rooms, running, sources, texts

FRAMEWORK = {"__init__", "__main__", "apps", "middleware", "models", "walls"}
EDGES = {"api", "forms", "management", "tasks", "templatetags", "urls", "views"}
NOT_OUR_WORDS = {
    "base",
    "common",
    "core",
    "handlers",
    "helpers",
    "managers",
    "misc",
    "selectors",
    "services",
    "utils",
}
READ_THE_CLOCK = {
    "hustings/audit/cosign_log.py": "a program by itself: a witness says when it saw the log",
    "hustings/access/errands.py": "a job's time is read once, where it begins",
    "hustings/access/middleware.py": "a request's time is read once, where it begins",
    "hustings/accounts/idle.py": "it tells how long a session has been idle, at the end of a request",
    "hustings/accounts/noting.py": "the framework tells of a sign-in without saying when",
    "hustings/accounts/devices.py": "the framework says that somebody has signed in without saying when",
    "hustings/accounts/sessions.py": "the framework asks for a session without saying when",
}
COMPARES_THE_CLOCKS = "hustings/config/checking/rows_apart.py"
CLOCK = re.compile(r"\b(timezone|datetime|date|time)\.(now|utcnow|today|time|localtime|localdate)\(\)")
CLOCK_IN_SQL = re.compile(r"\bnow\(\)|\bcurrent_(date|time|timestamp)\b|\bclock_timestamp\(", re.IGNORECASE)


def is_sql(text: str) -> bool:
    return re.search(r"\b(SELECT|INSERT|UPDATE|DELETE)\b", text) is not None


def is_edge(path: Path) -> bool:
    """Whether a module speaks to the web, the worker or the command line."""
    inside = path.relative_to(HOUSE).parts[1:]
    return bool(EDGES & {part.removesuffix(".py") for part in inside}) or path.is_relative_to(
        HOUSE / "config"
    )


@pytest.mark.parametrize("suffix", ["py", "html", "css", "js", "sql", "typ"])
def test_no_file_has_grown_past_four_hundred_lines(suffix: str) -> None:
    files = sources(f"*.{suffix}", HOUSE, ROOT / "tests")

    assert [named(path) for path in files if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_no_file_of_tests_has_grown_past_three_hundred_lines() -> None:
    files = sources("test_*.py", HOUSE, ROOT / "tests")

    assert [named(path) for path in files if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_every_file_is_named_by_a_word_of_the_trade_or_of_the_framework() -> None:
    words = {path: set(path.relative_to(HOUSE).with_suffix("").parts) for path in sources("*.py")}

    assert [named(path) for path, parts in words.items() if parts & NOT_OUR_WORDS] == []


def test_only_edges_read_the_clock() -> None:
    inside = [path for path in running() if not is_edge(path) and named(path) not in READ_THE_CLOCK]

    assert [named(path) for path in inside if any(CLOCK.search(call) for call in calls(path))] == []


def test_sql_asks_our_own_clock() -> None:
    asked = [
        path for path in running() if any(is_sql(text) and CLOCK_IN_SQL.search(text) for text in texts(path))
    ]

    assert [named(path) for path in asked] == [COMPARES_THE_CLOCKS]


def test_verbs_know_nothing_of_the_web() -> None:
    verbs = [path for path in running() if not is_edge(path) and path.stem not in FRAMEWORK]
    web = re.compile(r"hustings\.\w+\.(api|views|urls|forms|tasks|management|templatetags)")

    assert [named(path) for path in verbs if any(web.match(module) for module in imports(path))] == []


def test_no_search_is_by_likeness() -> None:
    likeness = re.compile(r"\bI?LIKE\s+['%:(]|__(icontains|istartswith|iendswith|iexact)$")
    of_electors = [path for path in running() if path.relative_to(HOUSE).parts[0] not in ("access", "config")]

    assert [named(path) for path in of_electors if any(likeness.search(text) for text in texts(path))] == []


def test_templates_hold_no_style_and_no_script_of_their_own() -> None:
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*(\ssrc=|type=\"application/json\"))"
    )

    assert [named(path) for path in sources("*.html") if inline.search(path.read_text("utf-8"))] == []


def test_no_form_is_included_without_its_token() -> None:
    """A client of the tests sends forms without one; a browser that got none is refused."""
    shut = re.compile(r'include "components/form\.html"[^%]* only %}')

    assert [named(path) for path in sources("*.html") if shut.search(path.read_text("utf-8"))] == []


def test_no_page_calls_another_host() -> None:
    called = re.compile(
        r"(src|action|srcset)=[\"']https?:|<link[^>]+href=[\"']https?:|@import|url\(\s*[\"']?https?:"
    )
    files = [*sources("*.html"), *sources("*.css")]

    assert [named(path) for path in files if called.search(path.read_text("utf-8"))] == []


def test_no_migration_draws_a_wall() -> None:
    migrations = HOUSE.glob("*/migrations/*.py")

    assert [
        named(path) for path in migrations if re.search(r"POLICY|ROW LEVEL", path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: str(room.name))
def test_every_room_has_its_tests(room: Path) -> None:
    assert list(room.glob("tests/**/test_*.py"))


def test_every_file_that_is_sent_is_looked_over() -> None:
    plain = [path for path in running() if "forms.FileField" in path.read_text("utf-8")]

    assert {named(path) for path in plain} == {
        "hustings/config/component_examples.py",
        "hustings/work/scanning.py",
    }
