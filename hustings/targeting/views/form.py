from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from hustings.audit.words import Action, Purpose
from hustings.lib.declaring import declare
from hustings.targeting.lists.rules import schema


@require_safe
@declare(action=Action.ACCOUNTS_SELF_READ, purpose=Purpose.ADMINISTRATION)
def list_schema(request: HttpRequest) -> JsonResponse:
    """The JSON schema of a list's form: the same as `docs/list.schema.json`."""
    return JsonResponse(schema(), json_dumps_params={"indent": 2, "sort_keys": True})
