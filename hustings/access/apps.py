from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "hustings.access"
    label = "access"
