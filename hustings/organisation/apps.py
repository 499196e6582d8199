from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "hustings.organisation"
    label = "organisation"
