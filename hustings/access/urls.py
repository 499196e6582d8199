from django.urls import path

from hustings.access import demonstrating, letting_in, views

app_name = "access"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<uuid:unit>/", views.unit_people, name="unit"),
    path("people/<uuid:unit>/role/", views.give, name="give"),
    path("people/<uuid:unit>/roles/<uuid:grant>/renewal/", views.renew, name="renew"),
    path("people/<uuid:unit>/roles/<uuid:grant>/end/", views.end, name="end"),
    path("people/<uuid:unit>/roles/<uuid:grant>/deputy/", views.lend, name="lend"),
    path("people/<uuid:unit>/invitation/", letting_in.send, name="invite"),
    path(
        "people/<uuid:unit>/invitations/<uuid:invitation>/withdrawal/", letting_in.withdraw, name="withdraw"
    ),
    path("invitations/<str:secret>/", letting_in.take_up, name="take_up"),
    path("help-me/", views.help_me, name="help_me"),
    path("demonstration/", demonstrating.choose_who_to_be, name="demonstration"),
]
