from django.apps import AppConfig


class HeadquartersConfig(AppConfig):
    name = "hustings.headquarters"
    label = "headquarters"
