from importlib import import_module

from django.apps import AppConfig


class TargetingConfig(AppConfig):
    name = "hustings.targeting"
    label = "targeting"

    def ready(self) -> None:
        """Tell the register what becomes of lists when a district goes to another seat."""
        import_module("hustings.targeting.redrawing")
        import_module("hustings.targeting.lists.holding_out")
