"""Sets one quire: reads its pages as JSON from standard input and writes a tagged PDF to standard output.

A process of its own for every quire, because the typesetter keeps all it has ever set in memory.
It knows neither Django nor the database, and names of electors never touch a disk.
"""

import json
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
TEMPLATES = {name: HERE / "typst" / f"{name}.typ" for name in ("sheet", "labels", "letters")}
UNFIT = 65


def set_quire(data: str, template: str = "sheet") -> bytes:
    """Typeset pages given as JSON by one of our templates into PDF/UA-1, with our own fonts and no others."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
    return typst.compile(
        TEMPLATES[template],
        root=HERE,
        font_paths=fonts,
        pdf_standards="ua-1",
        sys_inputs={"data": data},
        timestamp=json.loads(data)["timestamp"],
    )


def main() -> int:
    """Exit with 65 and one sentence on standard error where the typesetter refuses; never with the data."""
    try:
        made = set_quire(sys.stdin.buffer.read().decode(), *sys.argv[1:])
    except typst.TypstError as refusal:
        sys.stderr.write(refusal.message)
        return UNFIT
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
