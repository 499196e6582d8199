from importlib import import_module

from django.apps import AppConfig


class CanvassingConfig(AppConfig):
    name = "hustings.canvassing"
    label = "canvassing"

    def ready(self) -> None:
        """Tell the register what follows from what electors said, once the models are there."""
        import_module("hustings.canvassing.deriving")
        import_module("hustings.canvassing.redrawing")
