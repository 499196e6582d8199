"""The log as it is served: which names there are, and what lies under each."""

from pathlib import Path

from hustings.audit.tiles import LogFolder, read_bundle, write_bundle
from hustings.lib.merkle_tree import HASH

HERE = Path(__file__).parent
PROGRAMS = ("verify_log.py", "cosign_log.py")


class LogFileName:
    """The names of a log's files, and no other: an address cannot leave the folder."""

    regex = (
        r"checkpoint|keys?|witnesses|cosigned|verify_log\.py|cosign_log\.py"
        r"|tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\.p/(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9]))?"
    )

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def read_served(folder: LogFolder, name: str) -> bytes:
    """The bytes under a name. Raises FileNotFoundError.

    The part of a tile that has grown meanwhile is cut from what it has become: whoever began to read under an older
    checkpoint can go on.
    """
    if name in PROGRAMS:
        return (HERE / name).read_bytes()
    try:
        return folder.read(name)
    except FileNotFoundError:
        if name == "keys":
            # Where the first key still signs there is no list of earlier ones.
            return b""
        tile, _part, width = name.partition(".p/")
        if not width:
            raise
        return _cut(folder.read(tile), int(width), is_bundle=tile.startswith("tile/entries/"))


def _cut(full: bytes, width: int, *, is_bundle: bool) -> bytes:
    return write_bundle(read_bundle(full)[:width]) if is_bundle else full[: width * HASH]


def is_for_good(name: str) -> bool:
    """Whether what lies under a name never changes; a part of a tile counts too."""
    return name.startswith("tile/")
