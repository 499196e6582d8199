"""What is said at a door before anybody is asked anything: on paper as on a telephone."""

from django.utils.translation import gettext as _

from hustings.organisation.models import Basis, Organisation, Paper, PaperKind


def privacy_words(organisation: str) -> str:
    """Who asks, what for, and that one may say no (UK GDPR, article 13)."""
    return (
        _(
            "“We’re from %s, asking how people plan to vote. We note what you tell us, to plan our campaign. "
            "You can say no, and ask to see or remove it at any time.”"
        )
        % organisation
    )


def rests_on_consent(organisation: Organisation | None) -> bool:
    """Whether opinions are recorded by consent alone; so it is while nobody has said what they rest on."""
    return organisation is None or organisation.basis == Basis.CONSENT


def consent_words(organisation: Organisation | None) -> str:
    """The wording by which consent is asked; "" where it is not asked, or none is filed."""
    if not rests_on_consent(organisation):
        return ""
    filed = Paper.objects.filter(kind=PaperKind.CONSENT).order_by("-version").first()
    return " ".join(filed.text.split()) if filed else ""
