"""Reads the words of a page back from its drawing, as far as our own typesetter writes them.

Pieces on one height are one line of the answer; what stands in drawings used again and again (the boxes) is left out.
"""

import re

import pikepdf

SHAPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def texts_of(pdf: pikepdf.Pdf) -> list[str]:
    """The words of every page, line by line from top to bottom as they were drawn."""
    return [_text_of(page) for page in pdf.pages]


def _text_of(page: pikepdf.Page) -> str:
    alphabets = {name: _alphabet(font) for name, font in page.Resources.Font.items()}
    lines: list[tuple[float, str]] = []
    height, alphabet = 0.0, {}
    for step in pikepdf.parse_content_stream(page):
        match str(step.operator):
            case "cm":
                height = float(step.operands[5])
            case "Tf":
                alphabet = alphabets[str(step.operands[0])]
            case "TJ":
                lines.append((height, _spelt(step.operands[0], alphabet)))
    return "\n".join(re.sub(" +", " ", line) for line in _level(lines))


def _level(pieces: list[tuple[float, str]]) -> list[str]:
    lines: list[str] = []
    last = None
    for height, text in pieces:
        if height == last:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
        last = height
    return lines


def _alphabet(font: pikepdf.Object) -> dict[bytes, str]:
    pairs = SHAPED.findall(font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(shape.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for shape, text in pairs
    }


def _spelt(pieces: pikepdf.Object, alphabet: dict[bytes, str]) -> str:
    shapes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(alphabet.get(shapes[place : place + 2], "\ufffd") for place in range(0, len(shapes), 2))
