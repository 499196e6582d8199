from importlib import import_module

from django.apps import AppConfig


class CanvassingConfig(AppConfig):
    name = "hustings.canvassing"
    label = "canvassing"

    def ready(self) -> None:
        """Tell the rooms below what canvassing adds to theirs, once the models are there."""
        import_module("hustings.canvassing.deriving")
        import_module("hustings.canvassing.redrawing")
        import_module("hustings.canvassing.api")
        import_module("hustings.canvassing.agreed_files")
