"""The keyed hashes by which objectors are found again, and how a renewed secret takes them up."""

from django.conf import settings

from hustings.lib.layered_keys import layered_hash
from hustings.lib.names import tokens
from hustings.register.models import Objection

USE = "hustings objections"
AT_ONCE = 1_000


class UnableToTakeUp(Exception):
    """Some objections rest on secrets that are missing; nothing was changed, and the message says what to do."""


def person_key(constituency: int, surname: str, forenames: str, address_key: str) -> bytes:
    """Make the keyed hash by which a person is found again: the words of the name in any order, at one address."""
    return _keyed(f"person|{constituency}|{' '.join(tokens(surname, forenames))}|{address_key}")


def household_key(constituency: int, address_key: str) -> bytes:
    """Make the keyed hash by which a household is found again."""
    return _keyed(f"household|{constituency}|{address_key}")


def take_up_secrets() -> int:
    """Bring every hash under the installation's newest secret, from the hash alone; returns how many were not yet.

    For the database's owner, in one transaction with whatever else a new secret asks. Raises UnableToTakeUp.
    """
    secrets = settings.SECRETS
    if Objection.objects.filter(keyed_by__gt=len(secrets)).exists():
        raise UnableToTakeUp(
            "Objections rest on more secrets than the file of secrets holds, so that objectors would not be found "
            "again. Nothing was changed. Put the file back as it was, all its lines: it is in every backup."
        )
    done, behind = 0, Objection.objects.filter(keyed_by__lt=len(secrets)).order_by("id")
    while batch := list(behind[:AT_ONCE]):
        for objection in batch:
            later = secrets[objection.keyed_by :]
            objection.person_key = layered_hash(bytes(objection.person_key), use=USE, secrets=later)
            objection.keyed_by = len(secrets)
        Objection.objects.bulk_update(batch, ["person_key", "keyed_by"])
        done += len(batch)
    return done


def _keyed(text: str) -> bytes:
    return layered_hash(text.encode(), use=USE, secrets=settings.SECRETS)
