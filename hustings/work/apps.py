from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "hustings.work"
    label = "work"
