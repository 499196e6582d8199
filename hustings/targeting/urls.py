from django.urls import path

from hustings.targeting.views import building, form, holding_out, people, scores, tags, walk_changes, walks

app_name = "targeting"

urlpatterns = [
    path("lists/schema.json", form.list_schema, name="list_schema"),
    path("seats/<slug:seat>/walks/", walks.plans, name="plans"),
    path("seats/<slug:seat>/walks/cutting/", walks.cutting, name="cutting"),
    path("seats/<slug:seat>/walks/<uuid:plan>/", walks.plan, name="plan"),
    path("seats/<slug:seat>/walks/<uuid:plan>/again/", walk_changes.again, name="cut_again"),
    path("seats/<slug:seat>/walks/<uuid:plan>/moving/", walk_changes.moving_on_map, name="move_on_map"),
    path("seats/<slug:seat>/walks/<uuid:plan>/left/", walk_changes.left, name="cut_left"),
    path("seats/<slug:seat>/walks/<uuid:plan>/put-away/", walk_changes.putting_away, name="put_plan_away"),
    path("seats/<slug:seat>/walks/<uuid:plan>/<uuid:walk>/", walks.walk, name="walk"),
    path("seats/<slug:seat>/walks/<uuid:plan>/<uuid:walk>/moving/", walk_changes.moving, name="move_doors"),
    path("seats/<slug:seat>/walks/<uuid:plan>/<uuid:walk>/parting/", walk_changes.parting, name="split_walk"),
    path("seats/<slug:seat>/walks/<uuid:plan>/<uuid:walk>/merging/", walk_changes.merging, name="merge_walk"),
    path("seats/<slug:seat>/walks/<uuid:plan>/<uuid:walk>/out/", walk_changes.handing_out, name="hand_out"),
    path("seats/<slug:seat>/walks/<uuid:plan>/back/<uuid:outing>/", walk_changes.back, name="take_back"),
    path("seats/<slug:seat>/lists/", building.lists, name="lists"),
    path("seats/<slug:seat>/lists/scores/", scores.scores, name="scores"),
    path("seats/<slug:seat>/lists/scores/send/", scores.send, name="send_scores"),
    path("seats/<slug:seat>/lists/scores/<uuid:score>/", scores.score, name="score"),
    path("seats/<slug:seat>/lists/scores/<uuid:score>/put-away/", scores.retire, name="put_score_away"),
    path("seats/<slug:seat>/lists/tags/", tags.tags, name="tags"),
    path("seats/<slug:seat>/lists/tags/new/", tags.make, name="make_tag"),
    path("seats/<slug:seat>/lists/tags/people/", tags.tag_people, name="tag_people"),
    path("seats/<slug:seat>/lists/<uuid:saved>/", building.saved_list, name="list"),
    path("seats/<slug:seat>/lists/<uuid:saved>/steps/", building.change, name="change_list"),
    path("seats/<slug:seat>/lists/<uuid:saved>/name/", building.rename, name="rename_list"),
    path("seats/<slug:seat>/lists/<uuid:saved>/snapshot/", building.freeze, name="freeze_list"),
    path("seats/<slug:seat>/lists/<uuid:saved>/copy/", building.copy, name="copy_list"),
    path("seats/<slug:seat>/lists/<uuid:saved>/put-away/", building.retire, name="put_list_away"),
    path("seats/<slug:seat>/lists/<uuid:saved>/people/", people.listed, name="listed"),
    path("seats/<slug:seat>/lists/<uuid:saved>/hold-out/", holding_out.hold_out, name="hold_out"),
]
