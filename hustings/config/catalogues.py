"""The Welsh catalogues, one in each room: `python -m hustings.config.catalogues` checks, `--write` adds what is new.

A catalogue is complete or the check says what is missing. A translation that no Welsh speaker has read carries the
comment `draft`; the check counts those too. Words of libraries that lack Welsh stand in the accounts' catalogue.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parents[1]
DRAFT = "draft"
BORROWED = "borrowed"
"""The comment on words that come from a library, and so are found in no file of ours."""

TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(?P<call>_|n?p?gettext)\(\s*(?P<arguments>u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^()]*"""
    r"""(?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^()]*)*)\)""",
    re.S,
)
LITERAL = re.compile(r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.S)
CALLS = {
    "_": ("msgid",),
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "ngettext_lazy": ("msgid", "plural"),
    "npgettext": ("context", "msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "pgettext_lazy": ("context", "msgid"),
}
Message = dict[str, str]


def catalogue_path(room: Path) -> Path:
    return room / "locale" / "cy" / "LC_MESSAGES" / "django.po"


def rooms() -> list[Path]:
    """The rooms in the order of their names."""
    return [room for room in sorted(ROOMS.iterdir()) if (room / "__init__.py").exists()]


def messages_of(room: Path) -> Iterator[Message]:
    """Every message of a room's Python files and templates; tests are not read."""
    for path in sorted(room.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from python_messages(path.read_text("utf-8"))
    for path in sorted([*room.rglob("*.html"), *room.rglob("*.txt"), *room.rglob("*.typ")]):
        if "tests" not in path.parts and "templates" in path.parts:
            yield from template_messages(path.read_text("utf-8"))


def python_messages(source: str) -> Iterator[Message]:
    """The messages of calls with literal arguments; a call with anything else has nothing to translate."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        wanted = CALLS.get(name, ())
        if wanted and len(given) >= len(wanted) and all(isinstance(part, str) for part in given[: len(wanted)]):
            yield dict(zip(wanted, (str(part) for part in given), strict=False))


def template_messages(source: str) -> Iterator[Message]:
    """The messages of a template, as Django itself reads them."""
    for found in TEMPLATE_CALL.finditer(templatize(source)):
        texts = [ast.literal_eval(text) for text in LITERAL.findall(found["arguments"])]
        wanted = CALLS[found["call"]]
        yield dict(zip(wanted, texts, strict=False))


def key_of(message: Message) -> tuple[str, str]:
    return message.get("context", ""), message["msgid"]


def read_catalogue(room: Path) -> polib.POFile:
    path = catalogue_path(room)
    if path.exists():
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=110)
    fresh = polib.POFile(encoding="utf-8", wrapwidth=110)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "cy",
        "Plural-Forms": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
    }
    return fresh


def merge(room: Path) -> polib.POFile:
    """Add what is new to a room's catalogue and take out what is said nowhere any more; kept in alphabetical order."""
    catalogue = read_catalogue(room)
    wanted = {key_of(message): message for message in messages_of(room)}
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    for key, entry in kept.items():
        if key not in wanted and BORROWED not in entry.comment:
            catalogue.remove(entry)
    for key in sorted(wanted.keys() - kept.keys()):
        catalogue.append(_fresh_entry(wanted[key]))
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    return catalogue


def _fresh_entry(message: Message) -> polib.POEntry:
    plural = message.get("plural", "")
    formats = ["python-brace-format"] if "{" in message["msgid"] else []
    return polib.POEntry(
        msgid=message["msgid"],
        msgctxt=message.get("context"),
        msgid_plural=plural,
        msgstr_plural={number: "" for number in range(4)} if plural else {},
        flags=["python-format"] if "%(" in message["msgid"] else formats,
    )


def faults_of(room: Path) -> list[str]:
    """What is missing from a room's catalogue, or stands in it and is said nowhere."""
    catalogue = read_catalogue(room)
    wanted = {key_of(message) for message in messages_of(room)}
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    missing = [key for key in wanted if key not in kept or not kept[key].translated()]
    stale = [key for key, entry in kept.items() if key not in wanted and BORROWED not in entry.comment]
    said = [f"{room.name}: no Welsh for {msgid!r}" for _context, msgid in sorted(missing)]
    return said + [f"{room.name}: said nowhere any more: {msgid!r}" for _context, msgid in sorted(stale)]


def compile_catalogues() -> None:
    """Write the compiled form of each catalogue that is newer than it; done at every start, in milliseconds."""
    for path in ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        partial = compiled.with_suffix(".partial")
        polib.pofile(str(path), encoding="utf-8").save_as_mofile(str(partial))
        partial.replace(compiled)


def main(arguments: list[str]) -> int:
    """Check every room's catalogue, or with `--write` bring its list of messages up to date first."""
    if "--write" in arguments:
        for room in rooms():
            catalogue = merge(room)
            if len(catalogue):
                catalogue_path(room).parent.mkdir(parents=True, exist_ok=True)
                catalogue.save(str(catalogue_path(room)))
    faults = [fault for room in rooms() for fault in faults_of(room)]
    drafts = sum(DRAFT in entry.tcomment for room in rooms() for entry in read_catalogue(room))
    print("\n".join(faults) or f"The Welsh catalogues are complete; {drafts} translations are drafts.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
