from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hustings.audit"
    label = "audit"
