from django.urls import path

from hustings.canvassing import views

app_name = "canvassing"

urlpatterns = [
    path("definitions/", views.definitions_page, name="definitions"),
    path("seats/<slug:seat>/", views.seat, name="seat"),
    path("seats/<slug:seat>/wards/<str:code>/", views.ward, name="ward"),
    path("seats/<slug:seat>/districts/<uuid:district>/", views.district, name="district"),
    path("seats/<slug:seat>/streets/<uuid:street>/results/", views.street, name="street"),
    path("seats/<slug:seat>/rows/<slug:figure>/", views.rows, name="rows"),
    path(
        "seats/<slug:seat>/electors/<uuid:elector>/conversations/", views.conversations, name="conversations"
    ),
    path("seats/<slug:seat>/scheme/", views.scheme, name="scheme"),
    path("seats/<slug:seat>/scheme/<uuid:code>/retirement/", views.retirement, name="retirement"),
]
