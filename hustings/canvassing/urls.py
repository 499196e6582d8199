from django.urls import path

from hustings.canvassing.views import areas, exports, programmes, wards

app_name = "canvassing"

urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<uuid:programme>/adoption/", programmes.adoption, name="programme_adoption"),
    path("programmes/<uuid:programme>/runs/", programmes.run, name="programme_run"),
    path("definitions/", areas.definitions_page, name="definitions"),
    path("seats/<slug:seat>/", areas.seat, name="seat"),
    path("seats/<slug:seat>/wards/", wards.wards, name="wards"),
    path("seats/<slug:seat>/wards/<str:code>/", areas.ward, name="ward"),
    path("seats/<slug:seat>/districts/<uuid:district>/", areas.district, name="district"),
    path("seats/<slug:seat>/streets/<uuid:street>/results/", areas.street, name="street"),
    path("seats/<slug:seat>/rows/<slug:figure>/", areas.rows, name="rows"),
    path(
        "seats/<slug:seat>/electors/<uuid:elector>/conversations/", areas.conversations, name="conversations"
    ),
    path("seats/<slug:seat>/exports/", exports.exports, name="exports"),
    path("seats/<slug:seat>/exports/<uuid:export>/", exports.export, name="export"),
    path("seats/<slug:seat>/exports/<uuid:export>/release/", exports.release, name="release"),
    path("seats/<slug:seat>/scheme/", areas.scheme, name="scheme"),
    path("seats/<slug:seat>/scheme/<uuid:code>/retirement/", areas.retirement, name="retirement"),
]
