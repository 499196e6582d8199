from django.urls import path, register_converter

from hustings.audit import views
from hustings.audit.files import LogFileName

register_converter(LogFileName, "logfile")

app_name = "audit"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/cosignatures/", views.cosignatures, name="cosignatures"),
    path("log/<logfile:name>", views.file, name="file"),
]
