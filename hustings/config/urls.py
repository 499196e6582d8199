"""Every room's addresses. Each view says its action, purpose and place; what says nothing is refused."""

from django.urls import include, path
from django.views.i18n import set_language

from hustings.config.api import declared_addresses
from hustings.config.appearance import colour_stylesheet, components
from hustings.config.violations import REPORTS, reports
from hustings.config.well_known import change_password, security_txt

urlpatterns = [
    path("colour/<str:colour>.css", colour_stylesheet, name="colour_stylesheet"),
    path("components/", components, name="components"),
    path(REPORTS.lstrip("/"), reports, name="reports"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path(".well-known/change-password", change_password, name="change_password"),
    path("api/", include((declared_addresses(), "api"), namespace="api")),
    path("language/", set_language, name="set_language"),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("", include("hustings.config.setting_up.urls")),
    path("", include("hustings.access.urls")),
    path("", include("hustings.audit.urls")),
    path("", include("hustings.organisation.urls")),
    path("", include("hustings.work.urls")),
    path("", include("hustings.copies.urls")),
    path("", include("hustings.data_protection.urls")),
    path("", include("hustings.register.urls")),
    path("", include("hustings.supporters.urls")),
    path("", include("hustings.canvassing.urls")),
    path("", include("hustings.paper.urls")),
    path("", include("hustings.targeting.urls")),
    path("", include("hustings.headquarters.urls")),
]
