from django.urls import path

from hustings.work import views

app_name = "work"

urlpatterns = [
    path("jobs/<uuid:job>/", views.show_job, name="job"),
    path("files/<uuid:file>/", views.fetch_file, name="file"),
]
