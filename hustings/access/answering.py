"""How the API refuses: the same decisions as on a page, as a sentence that a program can show."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema

from hustings.access.deciding import Answer

BEGINNING = "/api/"


class Refusal(Schema):
    """A sentence that says what happened and what to do."""

    detail: str


class Fault(Schema):
    """One thing that is wrong with what was sent, and where in it."""

    where: str
    what: str


class Misunderstood(Refusal):
    """What was sent has not the form that the description asks for; nothing of it was kept."""

    faults: list[Fault]


REFUSALS: dict[int, type[Schema]] = {
    400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 413: Refusal, 415: Refusal, 422: Misunderstood
}  # fmt: skip


def is_of_api(request: HttpRequest) -> bool:
    """Whether a program asks, and wants no page for an answer."""
    return request.path_info.startswith(BEGINNING)


def refusal_sentence(answer: Answer) -> str:
    """What a program is told who may not: the same whether the thing exists or not."""
    sentences = {
        Answer.OUTSIDE: _("There is nothing here for you. Nothing was changed."),
        Answer.FORBIDDEN: _("The part you were given does not include this. Nothing was changed."),
        Answer.STOPPED: _(
            "This is stopped for now. Nothing was changed; the page of Hustings says until when."
        ),
        Answer.SECOND_FACTOR: _("This needs a second step at signing in. Nothing was changed."),
    }
    return sentences[answer]


def refusal(sentence: str, status: int) -> JsonResponse:
    """Refuse with a sentence."""
    return JsonResponse({"detail": sentence}, status=status)
