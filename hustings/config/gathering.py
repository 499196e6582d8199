"""The messages that sources say: those of a room's own Python files and templates, and those borrowed of libraries."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

Message = dict[str, str]

LIBRARIES = Path(django.__file__).parents[1]
BORROWER = "accounts"
"""The room whose catalogue holds the words of libraries, most of which are those of signing in."""
BORROWED = "borrowed"
"""The comment on words that come from a library, and so are found in no file of ours."""
BORROWED_FROM = (
    "allauth/account/adapter.py",
    "allauth/account/fields.py",
    "allauth/account/forms.py",
    "allauth/mfa/adapter.py",
    "allauth/mfa/models.py",
    "allauth/mfa/totp/forms.py",
    "allauth/mfa/webauthn/forms.py",
    "django/contrib/auth/password_validation.py",
    "django/core/paginator.py",
    "django/core/validators.py",
    "django/forms/fields.py",
    "django/forms/models.py",
    "django/forms/utils.py",
    "django/template/defaultfilters.py",
    "django/utils/dateformat.py",
    "django/utils/dates.py",
    "django/utils/text.py",
    "django/utils/timesince.py",
)
"""The files of libraries whose words our pages can show."""
WELSH_OF_LIBRARIES = ("django/conf", "django/contrib/auth")
"""Where a library has Welsh of its own for words of those files."""

TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(?P<call>_|n?p?gettext)\(\s*(?P<arguments>u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^()]*"""
    r"""(?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^()]*)*)\)""",
    re.DOTALL,
)
LITERAL = re.compile(r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
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


def messages_of(room: Path) -> Iterator[Message]:
    """Every message of a room's Python files and templates, and what it borrows; tests are not read."""
    for path in sorted(room.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from python_messages(path.read_text("utf-8"))
    for path in sorted([*room.rglob("*.html"), *room.rglob("*.txt"), *room.rglob("*.typ")]):
        if "tests" not in path.parts and "templates" in path.parts:
            yield from template_messages(path.read_text("utf-8"))
    if room.name == BORROWER:
        yield from borrowed_messages()


def python_messages(source: str) -> Iterator[Message]:
    """The messages of calls with literal arguments; a call with anything else has nothing to translate."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        wanted = CALLS.get(name, ())
        said = [part for part in given[: len(wanted)] if isinstance(part, str)]
        if wanted and len(said) == len(wanted):
            yield dict(zip(wanted, said, strict=True))


def template_messages(source: str) -> Iterator[Message]:
    """The messages of a template, as Django itself reads them."""
    for found in TEMPLATE_CALL.finditer(templatize(source)):
        texts = [ast.literal_eval(text) for text in LITERAL.findall(found["arguments"])]
        wanted = CALLS[found["call"]]
        yield dict(zip(wanted, texts, strict=False))


def borrowed_messages() -> Iterator[Message]:
    """What the libraries' files say and no Welsh of theirs translates; an upgrade that says more shows up here."""
    known = {key_of(message) for message in _translated_by_libraries()}
    for name in BORROWED_FROM:
        for message in python_messages((LIBRARIES / name).read_text("utf-8")):
            if key_of(message) not in known:
                yield message | {"comment": BORROWED}


def _translated_by_libraries() -> Iterator[Message]:
    for name in WELSH_OF_LIBRARIES:
        catalogue = LIBRARIES / name / "locale" / "cy" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(catalogue), encoding="utf-8").translated_entries():
            yield {"context": entry.msgctxt or "", "msgid": entry.msgid, "plural": entry.msgid_plural}


def key_of(message: Message) -> tuple[str, str, str]:
    """What tells one message from another: context, text and plural, any of which may be changed."""
    return message.get("context", ""), message["msgid"], message.get("plural", "")
