from django.apps import AppConfig


class DataProtectionConfig(AppConfig):
    name = "hustings.data_protection"
    label = "data_protection"
