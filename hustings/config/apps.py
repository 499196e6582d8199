from django.apps import AppConfig


class HustingsConfig(AppConfig):
    name = "hustings.config"
    label = "config"
    verbose_name = "Hustings"
