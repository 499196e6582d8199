"""How often somebody may try to sign in. No limit is of an account alone: whoever knows an address could use it up.

What is counted together is an account and where it is tried from: a browser that has signed in to that account
before, by its device cookie, or else the network address. Strangers who fail a hundred times an hour from many
addresses shut the account to unknown browsers for that hour; its holder's own browsers and passkeys go on as before.
"""

from django.http import HttpRequest

from hustings.accounts.devices import COOKIE
from hustings.accounts.models import Device
from hustings.accounts.sessions import hashed


def source_of(request: HttpRequest, address: str) -> str:
    """Where a request comes from: a browser that we know, whoever signed in on it, or else the network address.

    Behind one address there may be a whole committee room, or a town's mobile telephones.
    """
    device = _device(request)
    return f"device-{device}" if device and Device.objects.filter(token_hash=device).exists() else address


def is_own_device(request: HttpRequest, email: str) -> bool:
    """Whether somebody has signed in to this account on this browser before."""
    device = _device(request)
    return bool(device) and Device.objects.filter(token_hash=device, person__email=email.lower()).exists()


def bucket_of(request: HttpRequest, email: str, address: str) -> str:
    """What failures for an account are counted under: its own device, or the address they come from."""
    return f"device-{_device(request)}" if is_own_device(request, email) else address


def _device(request: HttpRequest) -> str:
    token = request.COOKIES.get(COOKIE, "")
    return hashed(token) if token else ""
