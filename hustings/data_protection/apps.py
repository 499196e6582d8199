from importlib import import_module

from django.apps import AppConfig


class DataProtectionConfig(AppConfig):
    name = "hustings.data_protection"
    label = "data_protection"

    def ready(self) -> None:
        """Tell the register what stays when a district goes to another seat."""
        import_module("hustings.data_protection.redrawing")
