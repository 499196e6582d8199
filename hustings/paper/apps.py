from importlib import import_module

from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "hustings.paper"
    label = "paper"

    def ready(self) -> None:
        """Tell the register what goes with a district to another seat, and the copies what goes with a sheet."""
        import_module("hustings.paper.copying")
        import_module("hustings.paper.redrawing")
        import_module("hustings.paper.admitting")
