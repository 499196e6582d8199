from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from hustings.lib.uuid7 import uuid7


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make somebody who can sign in; without a password only a passkey or a reset link lets them in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. Names on screens come from their membership of a unit, not from here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.email


class Device(models.Model):
    """A browser that somebody has signed in on, known by a random cookie of which the table keeps a hash.

    People who share a machine have a row each with the same hash: a stop of the device is one of all of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64)
    words = models.CharField(max_length=60)
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "token_hash"], name="device_once_for_a_person")
        ]

    def __str__(self) -> str:
        return self.words


class Session(AbstractBaseSession):
    """A sign-in. The key is a hash of the cookie, and the seal can be made only by this installation."""

    session_key = models.CharField(max_length=64, primary_key=True)
    person_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True)
    is_strong = models.BooleanField(default=False)
    seal = models.BinaryField(null=True, max_length=32)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Give the framework our store, by the setting that names it: the store knows this model already."""
        return import_module(settings.SESSION_ENGINE).SessionStore
