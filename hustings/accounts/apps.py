from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hustings.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for authenticators that come and go, once the models are there."""
        import_module("hustings.accounts.second_factors")
