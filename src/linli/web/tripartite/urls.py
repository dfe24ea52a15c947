"""Addresses of the three sides, below /desk/tripartite/."""

from django.urls import path

from linli.web.tripartite import appointments, calling, mechanisms, meetings, minuting, resolutions

app_name = "tripartite"
urlpatterns = [
    path("", meetings.meetings_list, name="meetings"),
    path("meetings.xlsx", meetings.meetings_export, name="meetings_export"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/minute/", minuting.minute, name="minute"),
    path("meetings/<int:pk>/approve/", meetings.meeting_approve, name="meeting_approve"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/minutes.docx", meetings.meeting_docx, name="meeting_docx"),
    path("meetings/<int:pk>/minutes.pdf", meetings.meeting_pdf, name="meeting_pdf"),
    path("resolutions/", resolutions.resolutions_list, name="resolutions"),
    path("resolutions.xlsx", resolutions.resolutions_export, name="resolutions_export"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("resolutions/<int:pk>/finish/", resolutions.resolution_finish, name="resolution_finish"),
    path("resolutions/<int:pk>/drop/", resolutions.resolution_drop, name="resolution_drop"),
    path("estates/", mechanisms.estates_list, name="estates"),
    path("estates.xlsx", mechanisms.estates_export, name="estates_export"),
    path("estates/<slug:code>/", mechanisms.estate, name="estate"),
    path("estates/<slug:code>/call/", calling.call, name="call"),
    path("estates/<slug:code>/establish/", mechanisms.mechanism_establish, name="mechanism_establish"),
    path("estates/<slug:code>/director/", appointments.director_new, name="director_new"),
    path("estates/<slug:code>/records/<str:key>/", resolutions.record, name="record"),
    path("mechanisms/<int:pk>/edit/", mechanisms.mechanism_edit, name="mechanism_edit"),
    path("mechanisms/<int:pk>/end/", mechanisms.mechanism_end, name="mechanism_end"),
    path("mechanisms/<int:pk>/seats/", mechanisms.seat_new, name="seat_new"),
    path("mechanisms/<int:pk>/papers/", mechanisms.paper_new, name="paper_new"),
    path("seats/<int:pk>/end/", mechanisms.seat_end, name="seat_end"),
    path("appointments/", appointments.appointments_list, name="appointments"),
    path("appointments.xlsx", appointments.appointments_export, name="appointments_export"),
    path("appointments/without.xlsx", appointments.without_export, name="without_export"),
    path("appointments/seat/", appointments.seat_in, name="seat_in"),
    path("appointments/<int:pk>/", appointments.appointment, name="appointment"),
    path("appointments/<int:pk>/end/", appointments.appointment_end, name="appointment_end"),
    path("appointments/<int:pk>/note/", appointments.note_new, name="note_new"),
]
