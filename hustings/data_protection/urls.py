from django.urls import path

from hustings.data_protection import views

app_name = "data_protection"

urlpatterns = [
    path("data-protection/", views.papers, name="papers"),
    path("data-protection/held/", views.held, name="held"),
    path("data-protection/switches/", views.switches, name="switches"),
    path("data-protection/papers/<slug:kind>/", views.write, name="write"),
    path("data-protection/papers/<slug:kind>/<int:version>/", views.paper, name="paper"),
]
