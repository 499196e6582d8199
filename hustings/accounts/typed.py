"""What somebody had typed when their sign-in turned out to be over: carried through signing in, sealed and short-lived.

It travels in the address that they come back to, where nobody without this installation's secret can read it, and is
put back into the form's fields; nothing is sent by itself. The server keeps none of it.
"""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PARAMETER = "typed"
MOST_LETTERS = 1_000
GOOD_FOR_SECONDS = 3600


def seal_typed(fields: Mapping[str, str]) -> str:
    """Seal a form's fields; "" for a form too long to be carried in an address."""
    text = json.dumps({name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"})
    return _box().encrypt(text.encode()).decode() if len(text) <= MOST_LETTERS else ""


def open_typed(sealed: str) -> dict[str, str]:
    """Give back what was sealed within the hour; nothing for anything else."""
    try:
        opened: dict[str, str] = json.loads(_box().decrypt(sealed.encode(), ttl=GOOD_FOR_SECONDS))
    except (InvalidToken, ValueError):
        return {}
    return opened


def _box() -> Fernet:
    digest = hashlib.sha256(b"hustings typed " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
