from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "hustings.elections"
    label = "elections"
