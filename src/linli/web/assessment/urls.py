from django.urls import path

from linli.web.assessment import appeals, board, entry, planning, review, rounds, rulings, sheets, table

app_name = "assessment"
urlpatterns = [
    path("rounds/", rounds.overview, name="rounds"),
    path("rounds/new/", planning.new, name="round_new"),
    path("rounds/mine/", sheets.mine, name="mine"),
    path("rounds/jobs/<int:pk>/", rounds.job, name="job"),
    path("rounds/<int:pk>/", rounds.page, name="round"),
    path("rounds/<int:pk>/open/", planning.open_, name="open"),
    path("rounds/<int:pk>/extend/", planning.extend, name="extend"),
    path("rounds/<int:pk>/bars/", planning.bar, name="bar"),
    path("rounds/<int:pk>/close/", rounds.close, name="close"),
    path("rounds/<int:pk>/reopen/", rounds.reopen, name="reopen"),
    path("rounds/<int:pk>/withdraw/", rounds.withdraw, name="withdraw_draft"),
    path("rounds/<int:pk>/score/", rounds.score, name="score"),
    path("rounds/<int:pk>/board/", board.board, name="board"),
    path("rounds/<int:pk>/round.xlsx", table.workbook, name="workbook"),
    path("rounds/<int:pk>/import/", table.import_facts, name="import_facts"),
    path("rounds/<int:pk>/review/", review.page, name="review"),
    path("rounds/<int:pk>/review/<int:note>/", review.look, name="look"),
    path("rounds/<int:pk>/appeals/", appeals.overview, name="appeals"),
    path("rounds/<int:pk>/e/<slug:code>/", sheets.sheet, name="sheet"),
    path("rounds/<int:pk>/e/<slug:code>/facts/", entry.entry, name="entry"),
    path("rounds/<int:pk>/e/<slug:code>/award/", sheets.award, name="award"),
    path("rounds/<int:pk>/e/<slug:code>/award/back/", sheets.take_back, name="take_back"),
    path("rounds/<int:pk>/e/<slug:code>/ruling/", rulings.rule, name="rule"),
    path("rounds/<int:pk>/e/<slug:code>/appeal/", appeals.new, name="appeal_new"),
    path("appeals/<int:pk>/", appeals.appeal, name="appeal"),
    path("appeals/<int:pk>/answer/", appeals.answer, name="answer"),
    path("appeals/<int:pk>/withdraw/", appeals.withdraw, name="appeal_withdraw"),
]
