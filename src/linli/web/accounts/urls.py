from django.urls import path

from linli.web.accounts.views import own, signing

app_name = "accounts"
urlpatterns = [
    path("login/", signing.login, name="login"),
    path("login/code/", signing.code, name="code"),
    path("logout/", signing.logout, name="logout"),
    path("profile/", own.profile, name="profile"),
    path("profile/details/", own.details, name="details"),
    path("password/", own.password, name="password"),
    path("second-factor/", own.set_up, name="second_factor"),
    path("second-factor/codes/", own.renew_codes, name="backup_codes"),
    path("second-factor/remove/", own.remove, name="second_factor_remove"),
    path("sessions/<int:pk>/end/", own.revoke, name="revoke"),
    path("sessions/end-others/", own.revoke_others, name="revoke_others"),
]
