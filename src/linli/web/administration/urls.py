from django.urls import path

from linli.web.administration.views import journal, people, person, places, settings

app_name = "administration"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="new"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/change/", person.change, name="change"),
    path("people/<int:pk>/post/", person.post, name="post"),
    path("people/<int:pk>/post-all/", person.post_all, name="post_all"),
    path("people/<int:pk>/end-all/", person.end_all, name="end_all"),
    path("people/<int:pk>/password/", person.reset, name="reset"),
    path("people/<int:pk>/unlock/", person.unlock, name="unlock"),
    path("people/<int:pk>/second-factor/", person.reset_factor, name="reset_factor"),
    path("people/<int:pk>/close/", person.close, name="close"),
    path("postings/<int:pk>/end/", person.end, name="end"),
    path("places/", places.places, name="places"),
    path("places/import/", places.load, name="places_import"),
    path("settings/", settings.settings, name="settings"),
    path("settings/second-factor/", settings.second_factor_roles, name="second_factor_roles"),
    path("settings/calendar/", settings.load_calendar, name="calendar"),
    path("permissions/", settings.permissions, name="permissions"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export/", journal.export, name="journal_export"),
]
