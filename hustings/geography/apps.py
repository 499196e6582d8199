from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "hustings.geography"
    label = "geography"
