import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.config.sealed_stream import MAGIC, SealedWriter, UnableToOpenSealed, read_sealed

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
PIECES = [(b"H", b"heading"), (b"D", b"Mrs Okafor" * 50), (b"M", b"end")]


def sealed(pieces: list[tuple[bytes, bytes]], key: bytes = KEY) -> bytes:
    out = io.BytesIO()
    writer = SealedWriter(out, key)
    for kind, body in pieces[:-1]:
        writer.write(kind, body)
    writer.close(*pieces[-1])
    return out.getvalue()


def opened(content: bytes, key: bytes = KEY) -> list[tuple[bytes, bytes]]:
    return list(read_sealed(io.BytesIO(content), key))


@given(
    st.lists(st.tuples(st.binary(min_size=1, max_size=1), st.binary(max_size=2000)), min_size=1, max_size=8)
)
def test_what_was_sealed_comes_back_in_order(pieces: list[tuple[bytes, bytes]]) -> None:
    assert opened(sealed(pieces)) == pieces


@given(st.integers(min_value=0, max_value=len(sealed(PIECES)) - 1))
def test_cut_off_anywhere_it_is_refused(length: int) -> None:
    with pytest.raises(UnableToOpenSealed):
        opened(sealed(PIECES)[:length])


@given(st.integers(min_value=0, max_value=len(sealed(PIECES)) - 1), st.integers(min_value=1, max_value=255))
def test_one_altered_byte_anywhere_is_noticed(place: int, change: int) -> None:
    content = bytearray(sealed(PIECES))
    content[place] ^= change

    with pytest.raises(UnableToOpenSealed):
        opened(bytes(content))


def test_a_piece_in_another_place_is_noticed() -> None:
    header = len(sealed([(b"M", b"")])) - 4 - 17
    content = sealed([(b"D", b"first"), (b"D", b"other"), (b"M", b"")])
    piece = 4 + 16 + 6
    first, second = content[header : header + piece], content[header + piece : header + 2 * piece]
    swapped = content[:header] + second + first + content[header + 2 * piece :]

    with pytest.raises(UnableToOpenSealed, match="altered"):
        opened(swapped)


def test_another_key_is_said_to_be_another_key() -> None:
    with pytest.raises(UnableToOpenSealed, match="The key is not the one"):
        opened(sealed(PIECES), OTHER_KEY)


def test_no_name_stands_in_what_was_sealed() -> None:
    assert b"Okafor" not in sealed(PIECES)


def test_the_same_sealed_twice_shares_nothing_but_its_beginning() -> None:
    first, second = sealed(PIECES), sealed(PIECES)

    assert first[: len(MAGIC) + 8] == second[: len(MAGIC) + 8]
    assert first[len(MAGIC) + 24 :] != second[len(MAGIC) + 24 :]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", MAGIC, b"Elector Number,Surname\n" * 20])
def test_what_is_no_backup_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UnableToOpenSealed, match="no backup that Hustings made"):
        opened(content)
