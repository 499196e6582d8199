"""Recovery codes that a copy of the table does not tell: 120 random bits each, kept as hashes. ASVS 5.0, 6.5.2.

allauth keeps a seed, from which it can write all codes again. Here they are drawn apart and shown once; from then on
only their hashes are left. With more than 112 bits a plain hash is enough.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

GROUP = 4
RANDOM_BYTES = 15
"""A multiple of five, so that base32 needs no padding: 24 letters and figures, none of them 0, 1, 8 or 9."""


class HashedRecoveryCodes(auth.RecoveryCodes):
    """What allauth takes for its own codes. Those made from a seed before still work until new ones are made."""

    instance: Any

    @classmethod
    def activate(cls, user: Any) -> "HashedRecoveryCodes":
        """Draw codes for somebody who has none; they can be read until they were shown once."""
        kind = Authenticator.Type.RECOVERY_CODES
        found = Authenticator.objects.filter(user_id=user.pk, type=kind).first()
        if found is None:
            codes = [drawn() for _ in range(app_settings.RECOVERY_CODE_COUNT)]
            data = {"hashes": [hashed(code) for code in codes], "unseen": encrypt(json.dumps(codes))}
            found = Authenticator.objects.create(user=user, type=kind, data=data)
        return cls(found)

    def get_unused_codes(self) -> list[str]:
        """The codes, where this request is the one that shows them; else a dash for each."""
        if "hashes" not in self.instance.data:
            old: list[str] = super().get_unused_codes()
            return old
        shown: list[str] = getattr(self, "_shown", [])
        return shown or ["-"] * len(self.instance.data["hashes"])

    def mark_as_viewed(self) -> None:
        """Forget the codes themselves: what is left are hashes."""
        unseen = self.instance.data.pop("unseen", None)
        if unseen is not None:
            self._shown = json.loads(decrypt(unseen))
        super().mark_as_viewed()

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Whether a code is one of them; it is then used up. Spaces, dashes and small letters make no difference."""
        if "hashes" not in self.instance.data:
            return bool(super().validate_code(code))
        row = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        said, kept = hashed(code), row.data["hashes"]
        left = [one for one in kept if not hmac.compare_digest(one, said)]
        if len(left) == len(kept):
            return False
        row.data["hashes"] = left
        row.data.pop("unseen", None)
        row.save(update_fields=["data"])
        self.instance = row
        return True


def drawn() -> str:
    """One code as it is read and typed: six groups of four letters and figures."""
    letters = base64.b32encode(secrets.token_bytes(RANDOM_BYTES)).decode()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def hashed(code: str) -> str:
    """The hash of a code, however it was typed."""
    return hashlib.sha256(re.sub(r"[^A-Z2-7]", "", code.upper()).encode()).hexdigest()


def stand_in() -> None:
    """Let allauth draw, show and check codes by this class; it names its own in these two places and in no setting."""
    auth.RecoveryCodes = HashedRecoveryCodes
    flows.RecoveryCodes = HashedRecoveryCodes
