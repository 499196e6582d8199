"""Reads one file for `apart.py`: bytes from standard input, lines of JSON to standard output, within fixed limits.

It is started bare (`python -I`), takes its limits before it reads anything, and knows no settings, no key and no
database: a parser that a file has bent finds nothing here and can reach nothing from here.
"""

import gc
import importlib
import io
import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AT_ONCE = 200
OUT_OF_MEMORY = 71
ROOT = Path(__file__).resolve().parents[2]


def take_limits(memory: int, processor: int) -> None:
    """Bound this process for good: memory, processor time, no file written, no dump, no further process."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def make_ready(language: str | None) -> None:
    """Let sentences be said in the reader's language, from our own catalogues; nothing else of Django is set up."""
    sys.path.insert(0, str(ROOT))
    sys.dont_write_bytecode = True
    # Not before the limits are taken, and not without our own folder in the path.
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    settings.configure(
        LOCALE_PATHS=[ROOT / "hustings" / room / "locale" for room in ("register", "access")],
        LANGUAGE_CODE="en-gb",
        USE_I18N=True,
        TIME_ZONE="Europe/London",
    )
    django.setup()
    translation.activate(language or "en-gb")


def reader_named(name: str) -> Any:
    """The function that is called `module:function`."""
    module, _colon, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def said_of(reader: Any, content: io.BytesIO, told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What there is to say: what the reader yields, some at once, then that it ended or by which fault."""
    items: list[Any] = []
    try:
        for item in reader(content, **told):
            items.append(item)
            if len(items) == AT_ONCE:
                yield {"items": items}
                items = []
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001 - it comes over as a word, never as a trace with what was read
        yield {"items": items}
        yield {"fault": type(fault).__name__, "words": str(fault)}
        return
    yield {"items": items}
    yield {"end": True}


def main() -> int:
    """Exit with 71 where memory ran out, whatever was under way."""
    asked = json.loads(sys.argv[1])
    take_limits(asked["memory"], asked["processor"])
    try:
        make_ready(asked["language"])
        reader = reader_named(asked["reader"])
        # Rows come and go and leave no cycles; the search for them took a tenth of the time.
        gc.disable()
        words = sys.stdout.buffer
        for said in said_of(reader, io.BytesIO(sys.stdin.buffer.read()), asked["told"]):
            words.write(json.dumps(said).encode("ascii") + b"\n")
        words.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except BrokenPipeError:
        # Nobody reads on: the first rows were enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
