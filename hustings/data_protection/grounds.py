"""What is said of each kind of personal data, and the grounds in law that many share."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. `special` is the ground for special categories, empty where there are none."""

    key: str
    name: Words
    tables: tuple[str, ...]
    whose: Words
    purpose: Words
    basis: Words
    special: Words
    kept: Words
    given: Words
    erased: Words


ELECTORAL = _(
    "UK GDPR article 6(1)(e) with Data Protection Act 2018 section 8(e), democratic engagement; the register is "
    "supplied under the Representation of the People Regulations 2001, regulations 102 to 108, for electoral purposes "
    "alone."
)
LEGITIMATE = _("UK GDPR article 6(1)(f): running the campaign safely and being able to show who did what.")
LEGAL = _("UK GDPR article 6(1)(c): the duty to honour and to prove what somebody has asked.")
OPINION = _(
    "UK GDPR article 9(2)(g) with Data Protection Act 2018 schedule 1, paragraph 22, for a registered party; explicit "
    "consent, article 9(2)(a), for everybody else."
)
SHOWS_OPINION = _(
    "UK GDPR article 9(2)(d): it tells of members and of those who work for the party, and stays inside."
)
NONE = _("No special category.")
ELECTORS = _("Everybody on the electoral register of the seat.")
COLLEAGUES = _("People who work with Hustings: volunteers, officers, staff.")
