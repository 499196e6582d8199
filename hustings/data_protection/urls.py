from django.urls import path

from hustings.data_protection.views import incidents, papers, tracing

app_name = "data_protection"

urlpatterns = [
    path("data-protection/", papers.papers, name="papers"),
    path("data-protection/held/", papers.held, name="held"),
    path("data-protection/incidents/", incidents.incidents, name="incidents"),
    path("data-protection/incidents/<uuid:incident>/", incidents.incident, name="incident"),
    path("data-protection/incidents/<uuid:incident>/people/", incidents.people, name="affected"),
    path("data-protection/incidents/<uuid:incident>/decisions/", incidents.decisions, name="decisions"),
    path("data-protection/incidents/<uuid:incident>/drafts/<slug:kind>/", incidents.draft, name="draft"),
    path("data-protection/invented-people/", tracing.pool, name="pool"),
    path("data-protection/invented-people/<uuid:approval>/", tracing.open_pool, name="open_pool"),
    path("data-protection/trace/", tracing.trace, name="trace"),
    path("data-protection/switches/", papers.switches, name="switches"),
    path("data-protection/switches/prints/", papers.prints, name="prints"),
    path("data-protection/papers/<slug:kind>/", papers.write, name="write"),
    path("data-protection/papers/<slug:kind>/<int:version>/", papers.paper, name="paper"),
    path("seats/<slug:seat>/copies/<uuid:copy>/loss/", incidents.loss, name="loss"),
]
