from django.urls import path

from hustings.copies.views import fetching, register, retraining

app_name = "copies"

urlpatterns = [
    path("reading-up/", retraining.mine, name="reading_up"),
    path("reading-up/<uuid:retraining>/", retraining.read, name="read"),
    path("seats/<slug:seat>/copies/reading-up/", retraining.asking, name="retraining"),
    path(
        "seats/<slug:seat>/copies/reading-up/<uuid:retraining>/",
        retraining.settling,
        name="settle_retraining",
    ),
    path("seats/<slug:seat>/copies/", register.copies, name="copies"),
    path("seats/<slug:seat>/copies/<uuid:copy>/", register.copy, name="copy"),
    path("seats/<slug:seat>/copies/<uuid:copy>/settling/", register.settling, name="settling"),
    path("seats/<slug:seat>/copies/<uuid:copy>/file/", fetching.file, name="file"),
]
