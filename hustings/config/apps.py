from django.apps import AppConfig

from hustings.config.catalogues import compile_catalogues


class HustingsConfig(AppConfig):
    name = "hustings.config"
    label = "config"
    verbose_name = "Hustings"

    def ready(self) -> None:
        compile_catalogues()
