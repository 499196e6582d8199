from importlib import import_module

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "hustings.register"
    label = "register"

    def ready(self) -> None:
        """Let imports that wait be counted again when somebody decides about one of their rows."""
        import_module("hustings.register.importing.recounting")
        import_module("hustings.register.objections.admitting")
