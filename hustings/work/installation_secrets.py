"""How many secrets this installation has had: what was made under fewer of them says under how many."""

from django.conf import settings


def secrets_so_far() -> int:
    """The count of the installation's secrets, the one in use among them."""
    return len(settings.SECRETS)
