"""Hashes that take up a new secret."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from hustings.lib.layered_keys import layered_hash

SECRETS = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4)


@given(st.binary(max_size=40), SECRETS, st.integers(1, 4))
def test_what_earlier_secrets_made_is_taken_up_by_the_later_ones(
    text: bytes, secrets: list[str], first: int
) -> None:
    before = layered_hash(text, use="objections", secrets=secrets[:first])
    taken_up = layered_hash(before, use="objections", secrets=secrets[first:])
    assert taken_up == layered_hash(text, use="objections", secrets=secrets)


def test_one_secret_makes_the_usual_keyed_hash() -> None:
    key = hashlib.sha256(b"objections of old").digest()
    assert layered_hash(b"Lyle", use="objections", secrets=["of old"]) == hmac.digest(key, b"Lyle", "sha256")


def test_two_uses_have_nothing_in_common() -> None:
    assert layered_hash(b"x", use="one", secrets=["s"]) != layered_hash(b"x", use="two", secrets=["s"])
