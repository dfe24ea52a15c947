"""Addresses of party life, below /desk/party/."""

from django.urls import path

from linli.web.party import activities, calendar, halls, handbook, positions, publicity, recording

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("attendance/", calendar.attendance, name="attendance"),
    path("attendance/list.xlsx", calendar.attendance_export, name="attendance_export"),
    path("activities/", activities.activities_list, name="activities"),
    path("activities/list.xlsx", activities.activities_export, name="activities_export"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/record/", recording.hold, name="activity_hold"),
    path("activities/<int:pk>/cancel/", activities.cancel, name="activity_cancel"),
    path("activities/<int:pk>/correct/", recording.correct, name="activity_correct"),
    path("organisations/<int:pk>/plan/", activities.plan, name="activity_plan"),
    path("organisations/<int:pk>/record/", recording.record, name="activity_record"),
    path("organisations/<int:pk>/handbook/", handbook.handbook, name="handbook"),
    path("organisations/<int:pk>/handbook.docx", handbook.docx, name="handbook_docx"),
    path("organisations/<int:pk>/handbook.pdf", handbook.pdf, name="handbook_pdf"),
    path("positions/", positions.positions_list, name="positions"),
    path("positions/list.xlsx", positions.positions_export, name="positions_export"),
    path("positions/new/", positions.new, name="position_new"),
    path("positions/<int:pk>/", positions.position, name="position"),
    path("positions/<int:pk>/edit/", positions.edit, name="position_edit"),
    path("positions/<int:pk>/check/", positions.check, name="position_check"),
    path("halls/", halls.halls_list, name="halls"),
    path("halls/list.xlsx", halls.halls_export, name="halls_export"),
    path("halls/new/", halls.new, name="hall_new"),
    path("halls/<int:pk>/", halls.hall, name="hall"),
    path("halls/<int:pk>/edit/", halls.edit, name="hall_edit"),
    path("halls/<int:pk>/book/", halls.book, name="hall_book"),
    path("halls/bookings/<int:pk>/cancel/", halls.cancel, name="booking_cancel"),
    path("publicity/", publicity.publicity_list, name="publicity"),
    path("publicity/list.xlsx", publicity.publicity_export, name="publicity_export"),
    path("publicity/new/", publicity.new, name="publicity_new"),
    path("publicity/<int:pk>/check/", publicity.check, name="publicity_check"),
]
