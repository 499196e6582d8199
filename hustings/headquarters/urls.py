from django.urls import path

from hustings.headquarters import views

app_name = "headquarters"

urlpatterns = [
    path("", views.home, name="home"),
    path("seats/", views.seats_compared, name="seats_compared"),
]
