from django.urls import path

from linli.web.notices import channels, views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
    path("<int:pk>/", views.follow, name="notice"),
    path("channels/", channels.channels, name="channels"),
    path("channels/new/", channels.new, name="channel_new"),
    path("channels/<int:pk>/", channels.change, name="channel"),
    path("channels/<int:pk>/test/", channels.test, name="channel_test"),
    path("channels/<int:pk>/close/", channels.close, name="channel_close"),
]
