from importlib import import_module

from django.apps import AppConfig


class SupportersConfig(AppConfig):
    name = "hustings.supporters"
    label = "supporters"

    def ready(self) -> None:
        """Tell the register what becomes of files when a district goes to another seat."""
        import_module("hustings.supporters.redrawing")
