from django.urls import path

from hustings.register.views import doubts, electors, finding, imports, streets

app_name = "register"

urlpatterns = [
    path("seats/<slug:seat>/register/", imports.imports, name="imports"),
    path("seats/<slug:seat>/register/sending/", imports.send, name="send"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/", imports.show, name="import"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/application/", imports.apply, name="apply"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/giving-up/", imports.give_up, name="give_up"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/undoing/", imports.undo, name="undo"),
    path("seats/<slug:seat>/register/doubts/", doubts.doubts, name="doubts"),
    path("seats/<slug:seat>/register/doubts/decided/", doubts.decisions, name="decisions"),
    path("seats/<slug:seat>/register/doubts/<uuid:doubt>/decision/", doubts.decide, name="decide"),
    path("seats/<slug:seat>/streets/", streets.streets, name="streets"),
    path("seats/<slug:seat>/streets/<uuid:street>/", streets.street, name="street"),
    path("seats/<slug:seat>/electors/", finding.find, name="find"),
    path("seats/<slug:seat>/electors/<uuid:elector>/", electors.elector, name="elector"),
    path("seats/<slug:seat>/electors/<uuid:elector>/objections/", electors.object_, name="object"),
    path("seats/<slug:seat>/objections/", electors.objections, name="objections"),
    path("seats/<slug:seat>/objections/<uuid:objection>/withdrawal/", electors.withdraw, name="withdraw"),
]
