from django.urls import path

from hustings.access import demonstrating

app_name = "access"

urlpatterns = [
    path("demonstration/", demonstrating.choose_who_to_be, name="demonstration"),
]
