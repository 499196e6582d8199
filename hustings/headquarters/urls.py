from django.urls import path

from hustings.headquarters.views import boundaries, oversight, seats

app_name = "headquarters"

urlpatterns = [
    path("", seats.home, name="home"),
    path("seats/", seats.seats_compared, name="seats_compared"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("oversight/log/", oversight.log, name="log"),
    path("oversight/log/<uuid:entry>/", oversight.log_entry, name="log_entry"),
    path("boundaries/", boundaries.changes, name="boundaries"),
    path("boundaries/sending/", boundaries.send, name="send_boundaries"),
    path("boundaries/<uuid:change>/", boundaries.show, name="boundary_change"),
    path("boundaries/<uuid:change>/carrying-out/", boundaries.carry_out, name="carry_out_boundaries"),
    path("boundaries/<uuid:change>/dropping/", boundaries.drop, name="drop_boundaries"),
]
