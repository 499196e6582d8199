from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "hustings.register"
    label = "register"
