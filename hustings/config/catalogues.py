"""The Welsh catalogues, one in each room: `python -m hustings.config.catalogues` checks, `--write` adds what is new.

A catalogue is complete or the check says what is missing. A translation that no Welsh speaker has read carries the
comment `draft`; the check counts those too. What libraries say and have no Welsh for stands in the accounts' catalogue.
"""

import os
import sys
from pathlib import Path

import polib

from hustings.config.gathering import Message, key_of, messages_of

ROOMS = Path(__file__).resolve().parents[1]
DRAFT = "draft"


def catalogue_path(room: Path) -> Path:
    return room / "locale" / "cy" / "LC_MESSAGES" / "django.po"


def rooms() -> list[Path]:
    """The rooms in the order of their names."""
    return [room for room in sorted(ROOMS.iterdir()) if (room / "__init__.py").exists()]


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
    kept = _kept_entries(catalogue)
    for key in kept.keys() - wanted.keys():
        catalogue.remove(kept[key])
    for key in sorted(wanted.keys() - kept.keys()):
        catalogue.append(_fresh_entry(wanted[key]))
    catalogue.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    return catalogue


def _kept_entries(catalogue: polib.POFile) -> dict[tuple[str, str, str], polib.POEntry]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry for entry in catalogue}


def _fresh_entry(message: Message) -> polib.POEntry:
    plural = message.get("plural", "")
    formats = ["python-brace-format"] if "{" in message["msgid"] else []
    return polib.POEntry(
        msgid=message["msgid"],
        msgctxt=message.get("context"),
        msgid_plural=plural,
        comment=message.get("comment", ""),
        msgstr_plural=dict.fromkeys(range(4), "") if plural else {},
        flags=["python-format"] if "%(" in message["msgid"] else formats,
    )


def faults_of(room: Path) -> list[str]:
    """What is missing from a room's catalogue, or stands in it and is said nowhere."""
    catalogue = read_catalogue(room)
    wanted = {key_of(message) for message in messages_of(room)}
    kept = _kept_entries(catalogue)
    missing = [key for key in wanted if key not in kept or not kept[key].translated()]
    said = [f"{room.name}: no Welsh for {msgid!r}" for _context, msgid, _plural in sorted(missing)]
    stale = sorted(kept.keys() - wanted)
    return said + [f"{room.name}: said nowhere any more: {msgid!r}" for _context, msgid, _plural in stale]


def compile_catalogues() -> None:
    """Write the compiled form of each catalogue that is newer than it; done by each process as it starts."""
    for path in ROOMS.glob("*/locale/*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        partial = compiled.with_suffix(f".{os.getpid()}.partial")
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
    told = "\n".join(faults) or f"The Welsh catalogues are complete; {drafts} translations are drafts."
    sys.stdout.write(told + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
