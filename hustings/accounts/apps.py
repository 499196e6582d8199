from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hustings.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for sign-ins, and for authenticators that come and go, once the models are there."""
        import_module("hustings.accounts.second_factors")
        import_module("hustings.accounts.devices")
        import_module("hustings.accounts.noting")
        import_module("hustings.accounts.recovery_codes").stand_in()
