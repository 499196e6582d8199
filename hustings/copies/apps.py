from django.apps import AppConfig


class CopiesConfig(AppConfig):
    name = "hustings.copies"
    label = "copies"
