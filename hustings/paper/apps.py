from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "hustings.paper"
    label = "paper"
