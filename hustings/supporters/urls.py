from django.urls import path

from hustings.supporters.views import files, home, of_elector

app_name = "supporters"

urlpatterns = [
    path("seats/<slug:seat>/supporters/", home.home, name="home"),
    path("seats/<slug:seat>/supporters/send/", files.send, name="send"),
    path("seats/<slug:seat>/supporters/files/<uuid:brought>/", files.show, name="file"),
    path("seats/<slug:seat>/supporters/files/<uuid:brought>/columns/", files.columns, name="columns"),
    path("seats/<slug:seat>/supporters/files/<uuid:brought>/apply/", files.apply, name="apply"),
    path("seats/<slug:seat>/supporters/files/<uuid:brought>/give-up/", files.give_up, name="give_up"),
    path("seats/<slug:seat>/supporters/files/<uuid:brought>/undo/", files.undo, name="undo_file"),
    path("seats/<slug:seat>/electors/<uuid:elector>/supporter/", of_elector.of_elector, name="of_elector"),
    path("seats/<slug:seat>/electors/<uuid:elector>/supporter/relations/", of_elector.relate, name="relate"),
    path(
        "seats/<slug:seat>/electors/<uuid:elector>/supporter/relations/<uuid:relation>/end/",
        of_elector.end,
        name="end",
    ),
    path("seats/<slug:seat>/electors/<uuid:elector>/supporter/details/", of_elector.agree, name="agree"),
    path(
        "seats/<slug:seat>/electors/<uuid:elector>/supporter/details/<uuid:detail>/take-back/",
        of_elector.take_back,
        name="take_back",
    ),
]
