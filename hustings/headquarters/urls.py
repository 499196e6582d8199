from django.urls import URLPattern

app_name = "headquarters"

urlpatterns: list[URLPattern] = []
