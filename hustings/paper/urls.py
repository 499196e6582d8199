from django.urls import path

from hustings.paper.views import checking, keying, letters, packs, photographs, post, scanning, walks

app_name = "paper"

urlpatterns = [
    path("seats/<slug:seat>/lists/<uuid:saved>/labels/", post.labels, name="labels"),
    path("seats/<slug:seat>/lists/<uuid:saved>/letters/", letters.print_letters, name="print_letters"),
    path("seats/<slug:seat>/letters/", letters.letters, name="letters"),
    path("seats/<slug:seat>/letters/imprint/", letters.imprint, name="imprint"),
    path("seats/<slug:seat>/letters/<uuid:letter>/", letters.letter, name="letter"),
    path("seats/<slug:seat>/post/<uuid:copy>/", post.printed, name="printed"),
    path("seats/<slug:seat>/post/<uuid:copy>/file/", post.post_file, name="post_file"),
    path("seats/<slug:seat>/sheets/", packs.packs, name="packs"),
    path("seats/<slug:seat>/sheets/printing/", packs.printing, name="printing"),
    path("seats/<slug:seat>/sheets/walks/<uuid:plan>/", walks.print_walks, name="print_walks"),
    path("seats/<slug:seat>/sheets/packs/<uuid:pack>/", packs.pack, name="pack"),
    path("seats/<slug:seat>/sheets/packs/<uuid:pack>/printing/", packs.release, name="release"),
    path("seats/<slug:seat>/sheets/packs/<uuid:pack>/file/", packs.pack_file, name="pack_file"),
    path("seats/<slug:seat>/sheets/ledger/", keying.ledger, name="ledger"),
    path("seats/<slug:seat>/sheets/keying/", keying.keying_in, name="keying_in"),
    path("seats/<slug:seat>/sheets/photographs/", photographs.photographs, name="photographs"),
    path("seats/<slug:seat>/sheets/photographs/<uuid:sent>/", photographs.batch, name="batch"),
    path("seats/<slug:seat>/sheets/photographs/pages/<uuid:page>/", photographs.page, name="photographed"),
    path(
        "seats/<slug:seat>/sheets/photographs/pages/<uuid:page>/picture/", photographs.picture, name="picture"
    ),
    path(
        "seats/<slug:seat>/sheets/photographs/pages/<uuid:page>/dropping/",
        photographs.dropping,
        name="dropping",
    ),
    # The square codes of printed sheets hold this address: it must not change.
    path("seats/<slug:seat>/sheets/<str:scan>", keying.sheet, name="scanned"),
    path("seats/<slug:seat>/sheets/<str:scan>/", keying.sheet, name="sheet"),
    path("seats/<slug:seat>/sheets/<str:code>/keyed/", keying.keyed, name="keyed"),
    path("seats/<slug:seat>/sheets/<str:code>/check/", keying.check, name="check"),
    path("seats/<slug:seat>/sheets/<str:code>/undoing/<uuid:entry>/", keying.undoing, name="undoing"),
    path("seats/<slug:seat>/sheets/<str:code>/scanning/", scanning.scanning, name="scanning"),
    path("seats/<slug:seat>/sheets/<str:code>/key-sheet/", scanning.key_sheet, name="key_sheet"),
    path("seats/<slug:seat>/sheets/<str:code>/second/", checking.second, name="second"),
    path("seats/<slug:seat>/sheets/<str:code>/place/", keying.moving, name="moving"),
]
