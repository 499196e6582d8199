from django.urls import path

from hustings.config.setting_up import getting_started, views

urlpatterns = [
    path("setup/", views.describe, name="setup"),
    path("setup/seats/", views.seats, name="setup_seats"),
    path("setup/seats/choice/", views.choose_seat, name="setup_choice"),
    path("setup/seats/nations/", views.take_nations, name="setup_nations"),
    path("setup/seats/typed/", views.type_seat, name="setup_typed"),
    path("setup/seats/files/", views.load_places, name="setup_files"),
    path("setup/key-holders/", views.key_holders, name="setup_key_holders"),
    path("getting-started/", getting_started.getting_started, name="getting_started"),
]
