"""What the tests of the house read: our own sources, and the rooms they lie in."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "hustings"
WRITTEN_FOR_US = ("migrations", "vendor", "__pycache__")


def sources(pattern: str, *folders: Path) -> list[Path]:
    """Our own files that match, without what a tool or somebody else wrote."""
    found = [path for folder in folders or (HOUSE,) for path in folder.rglob(pattern)]
    return sorted(path for path in found if not set(WRITTEN_FOR_US) & set(path.parts))


def running() -> list[Path]:
    """The modules that run, without the tests."""
    return [path for path in sources("*.py") if "tests" not in path.parts]


def rooms() -> list[Path]:
    """The rooms: each package right below `hustings`."""
    return sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def named(path: Path) -> str:
    """A file's name as an assertion shows it."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(path: Path) -> Iterator[str]:
    """What a module calls, as it is written: `timezone.now()`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node)


def texts(path: Path) -> Iterator[str]:
    """The literal texts of a module: its sentences and its SQL."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def imports(path: Path) -> Iterator[str]:
    """The modules that a module names in its imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
