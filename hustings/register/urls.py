from django.urls import path

from hustings.register.views import columns, doubts, electors, finding, imports, stations, streets

app_name = "register"

urlpatterns = [
    path("seats/<slug:seat>/register/", imports.imports, name="imports"),
    path("seats/<slug:seat>/register/sending/", imports.send, name="send"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/", imports.show, name="import"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/application/", imports.apply, name="apply"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/giving-up/", imports.give_up, name="give_up"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/undoing/", imports.undo, name="undo"),
    path("seats/<slug:seat>/register/columns/<uuid:job>/", columns.columns, name="columns"),
    path("seats/<slug:seat>/register/columns/<uuid:job>/keeping/", columns.keep_columns, name="keep_columns"),
    path(
        "seats/<slug:seat>/register/columns/<uuid:job>/giving-up/",
        columns.give_up_columns,
        name="give_up_columns",
    ),
    path("seats/<slug:seat>/register/layouts/", columns.layouts, name="layouts"),
    path(
        "seats/<slug:seat>/register/layouts/<uuid:layout>/retirement/", columns.retire, name="retire_layout"
    ),
    path("seats/<slug:seat>/register/doubts/", doubts.doubts, name="doubts"),
    path("seats/<slug:seat>/register/doubts/decided/", doubts.decisions, name="decisions"),
    path("seats/<slug:seat>/register/doubts/<uuid:doubt>/decision/", doubts.decide, name="decide"),
    path("seats/<slug:seat>/polling-stations/", stations.stations, name="stations"),
    path("seats/<slug:seat>/polling-stations/sending/", stations.send, name="send_stations"),
    path("seats/<slug:seat>/polling-stations/files/<uuid:file>/", stations.show, name="station_file"),
    path("seats/<slug:seat>/polling-stations/files/<uuid:file>/use/", stations.use, name="use_stations"),
    path(
        "seats/<slug:seat>/polling-stations/files/<uuid:file>/giving-up/",
        stations.give_up,
        name="give_up_stations",
    ),
    path("seats/<slug:seat>/streets/", streets.streets, name="streets"),
    path("seats/<slug:seat>/streets/<uuid:street>/", streets.street, name="street"),
    path("seats/<slug:seat>/electors/", finding.find, name="find"),
    path("seats/<slug:seat>/electors/<uuid:elector>/", electors.elector, name="elector"),
    path("seats/<slug:seat>/electors/<uuid:elector>/objections/", electors.object_, name="object"),
    path("seats/<slug:seat>/objections/", electors.objections, name="objections"),
    path("seats/<slug:seat>/objections/<uuid:objection>/withdrawal/", electors.withdraw, name="withdraw"),
]
