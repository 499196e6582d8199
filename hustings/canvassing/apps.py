from django.apps import AppConfig


class CanvassingConfig(AppConfig):
    name = "hustings.canvassing"
    label = "canvassing"
