from django.urls import path

from hustings.access.views import demonstration, invitations, people

app_name = "access"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<uuid:unit>/", people.unit_people, name="unit"),
    path("people/<uuid:unit>/role/", people.give, name="give"),
    path("people/<uuid:unit>/roles/<uuid:grant>/renewal/", people.renew, name="renew"),
    path("people/<uuid:unit>/roles/<uuid:grant>/end/", people.end, name="end"),
    path("people/<uuid:unit>/roles/<uuid:grant>/deputy/", people.lend, name="lend"),
    path("people/<uuid:unit>/invitation/", invitations.send, name="invite"),
    path(
        "people/<uuid:unit>/invitations/<uuid:invitation>/withdrawal/", invitations.withdraw, name="withdraw"
    ),
    path("invitations/<str:secret>/", invitations.take_up, name="take_up"),
    path("help-me/", people.help_me, name="help_me"),
    path("demonstration/", demonstration.choose_who_to_be, name="demonstration"),
]
