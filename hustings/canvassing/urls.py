from django.urls import URLPattern

app_name = "canvassing"

urlpatterns: list[URLPattern] = []
