from django.urls import path

from hustings.register.views import (
    absent,
    columns,
    doubts,
    elections,
    electors,
    finding,
    imports,
    lists,
    marking,
    readers,
    road_groups,
    stations,
    streets,
    supplies,
    turnout,
)

app_name = "register"

urlpatterns = [
    path("seats/<slug:seat>/register/", imports.imports, name="imports"),
    path("seats/<slug:seat>/register/sending/", imports.send, name="send"),
    path("seats/<slug:seat>/register/supplies/", supplies.supplies, name="supplies"),
    path(
        "seats/<slug:seat>/register/supplies/<uuid:supply>/taking-back/",
        supplies.forget,
        name="forget_supply",
    ),
    path("seats/<slug:seat>/register/imports/<uuid:run>/", imports.show, name="import"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/application/", imports.apply, name="apply"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/giving-up/", imports.give_up, name="give_up"),
    path("seats/<slug:seat>/register/imports/<uuid:run>/undoing/", imports.undo, name="undo"),
    path("seats/<slug:seat>/register/columns/<uuid:job>/", columns.columns, name="columns"),
    path("seats/<slug:seat>/register/columns/<uuid:job>/keeping/", columns.keep_columns, name="keep_columns"),
    path(
        "seats/<slug:seat>/register/columns/<uuid:job>/giving-up/",
        columns.give_up_columns,
        name="give_up_columns",
    ),
    path("seats/<slug:seat>/register/layouts/", columns.layouts, name="layouts"),
    path(
        "seats/<slug:seat>/register/layouts/<uuid:layout>/retirement/", columns.retire, name="retire_layout"
    ),
    path("seats/<slug:seat>/register/doubts/", doubts.doubts, name="doubts"),
    path("seats/<slug:seat>/register/doubts/decided/", doubts.decisions, name="decisions"),
    path("seats/<slug:seat>/register/doubts/<uuid:doubt>/decision/", doubts.decide, name="decide"),
    path("seats/<slug:seat>/polling-stations/", stations.stations, name="stations"),
    path("seats/<slug:seat>/polling-stations/sending/", stations.send, name="send_stations"),
    path("seats/<slug:seat>/polling-stations/files/<uuid:file>/", stations.show, name="station_file"),
    path("seats/<slug:seat>/polling-stations/files/<uuid:file>/use/", stations.use, name="use_stations"),
    path(
        "seats/<slug:seat>/polling-stations/files/<uuid:file>/giving-up/",
        stations.give_up,
        name="give_up_stations",
    ),
    path("seats/<slug:seat>/road-groups/", road_groups.road_groups, name="road_groups"),
    path(
        "seats/<slug:seat>/road-groups/<uuid:district>/", road_groups.district, name="road_groups_of_district"
    ),
    path("seats/<slug:seat>/road-groups/<uuid:district>/gathering/", road_groups.gather, name="gather_doors"),
    path(
        "seats/<slug:seat>/road-groups/<uuid:district>/confirmation/",
        road_groups.confirm,
        name="confirm_road_groups",
    ),
    path(
        "seats/<slug:seat>/road-groups/groups/<uuid:group>/name/",
        road_groups.rename,
        name="rename_road_group",
    ),
    path(
        "seats/<slug:seat>/road-groups/groups/<uuid:group>/dissolution/",
        road_groups.dissolve,
        name="dissolve_road_group",
    ),
    path("seats/<slug:seat>/register/lists/<uuid:run>/", lists.show, name="list"),
    path("seats/<slug:seat>/register/absent-voters/", absent.send, name="absent"),
    path(
        "seats/<slug:seat>/register/absent-voters/files/<uuid:file>/", absent.columns, name="absent_columns"
    ),
    path(
        "seats/<slug:seat>/register/absent-voters/<uuid:run>/application/", absent.apply, name="absent_apply"
    ),
    path(
        "seats/<slug:seat>/register/absent-voters/<uuid:run>/giving-up/",
        absent.give_up_absent,
        name="absent_give_up",
    ),
    path("seats/<slug:seat>/register/marked-registers/", turnout.send, name="marked"),
    path(
        "seats/<slug:seat>/register/marked-registers/files/<uuid:file>/",
        turnout.columns,
        name="marked_columns",
    ),
    path(
        "seats/<slug:seat>/register/marked-registers/<uuid:run>/application/",
        turnout.apply,
        name="marked_apply",
    ),
    path(
        "seats/<slug:seat>/register/marked-registers/<uuid:run>/giving-up/",
        turnout.give_up_marked,
        name="marked_give_up",
    ),
    path("seats/<slug:seat>/turnout/", turnout.turnout, name="turnout"),
    path("seats/<slug:seat>/turnout/<uuid:election>/", turnout.election, name="turnout_election"),
    path("seats/<slug:seat>/turnout/<uuid:election>/numbers/", turnout.numbers, name="numbers"),
    path("seats/<slug:seat>/turnout/<uuid:election>/keying-in/", marking.begin, name="marking"),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/", marking.batch, name="batch"),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/typed/", marking.type_numbers, name="batch_type"),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/ticks/", marking.tick, name="batch_tick"),
    path(
        "seats/<slug:seat>/turnout/keying-in/<uuid:batch>/undoing/<slug:moment>/",
        marking.undo,
        name="batch_undo",
    ),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/end/", marking.finish, name="batch_finish"),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/settling/", marking.decide, name="batch_settle"),
    path("seats/<slug:seat>/turnout/keying-in/<uuid:batch>/again/", marking.again, name="batch_again"),
    path(
        "seats/<slug:seat>/turnout/keying-in/<uuid:batch>/giving-up/", marking.give_up, name="batch_give_up"
    ),
    path("seats/<slug:seat>/streets/", streets.streets, name="streets"),
    path("seats/<slug:seat>/streets/<uuid:street>/", streets.street, name="street"),
    path("seats/<slug:seat>/electors/", finding.find, name="find"),
    path("seats/<slug:seat>/elections/", elections.elections, name="elections"),
    path("seats/<slug:seat>/elections/addition/", elections.add, name="add_election"),
    path("seats/<slug:seat>/elections/<uuid:election>/", elections.franchise, name="franchise"),
    path("seats/<slug:seat>/electors/<uuid:elector>/", electors.elector, name="elector"),
    path("seats/<slug:seat>/electors/<uuid:elector>/readers/", readers.readers, name="readers"),
    path("seats/<slug:seat>/electors/<uuid:elector>/objections/", electors.object_, name="object"),
    path("seats/<slug:seat>/objections/", electors.objections, name="objections"),
    path("seats/<slug:seat>/objections/<uuid:objection>/withdrawal/", electors.withdraw, name="withdraw"),
]
