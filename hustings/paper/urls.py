from django.urls import path

from hustings.paper.views import keying, packs

app_name = "paper"

urlpatterns = [
    path("seats/<slug:seat>/sheets/", packs.packs, name="packs"),
    path("seats/<slug:seat>/sheets/printing/", packs.printing, name="printing"),
    path("seats/<slug:seat>/sheets/packs/<uuid:pack>/", packs.pack, name="pack"),
    path("seats/<slug:seat>/sheets/packs/<uuid:pack>/file/", packs.pack_file, name="pack_file"),
    path("seats/<slug:seat>/sheets/ledger/", keying.ledger, name="ledger"),
    path("seats/<slug:seat>/sheets/keying/", keying.keying_in, name="keying_in"),
    # The square codes of printed sheets hold this address: it must not change.
    path("seats/<slug:seat>/sheets/<str:scan>", keying.sheet, name="scanned"),
    path("seats/<slug:seat>/sheets/<str:scan>/", keying.sheet, name="sheet"),
    path("seats/<slug:seat>/sheets/<str:code>/keyed/", keying.keyed, name="keyed"),
    path("seats/<slug:seat>/sheets/<str:code>/check/", keying.check, name="check"),
    path("seats/<slug:seat>/sheets/<str:code>/undoing/<uuid:entry>/", keying.undoing, name="undoing"),
    path("seats/<slug:seat>/sheets/<str:code>/place/", keying.moving, name="moving"),
]
