"""Addresses of self-management, below /desk/selfmanagement/."""

from django.urls import path

from linli.web.selfmanagement import estates, funds, work

app_name = "selfmanagement"
urlpatterns = [
    path("", estates.estates_list, name="estates"),
    path("estates.xlsx", estates.estates_export, name="estates_export"),
    path("round/", work.round_, name="round"),
    path("works/", work.works, name="works"),
    path("works.xlsx", work.works_export, name="works_export"),
    path("funds/", funds.funds_list, name="funds"),
    path("funds.xlsx", funds.funds_export, name="funds_export"),
    path("funds/sums.xlsx", funds.sums_export, name="sums_export"),
    path("funds/<int:pk>/", funds.fund, name="fund"),
    path("funds/<int:pk>/ledger.xlsx", funds.fund_export, name="fund_export"),
    path("funds/<int:pk>/plan/", funds.fund_replan, name="fund_replan"),
    path("funds/<int:pk>/enter/", funds.entry_new, name="entry_new"),
    path("funds/<int:pk>/close/", funds.fund_close, name="fund_close"),
    path("funds/lines/<int:pk>/correct/", funds.entry_correct, name="entry_correct"),
    path("<slug:code>/", estates.estate, name="estate"),
    path("<slug:code>/record/", work.work_new, name="work_new"),
    path("<slug:code>/fund/", funds.fund_new, name="fund_new"),
    path("<slug:code>/<slug:kind>/new/", estates.version_new, name="version_new"),
]
