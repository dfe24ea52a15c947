from django.urls import path

from linli.web.files import views

app_name = "files"
urlpatterns = [
    path("files/<int:pk>/", views.file, name="file"),
    path("files/<int:pk>/small/", views.small, name="small"),
]
