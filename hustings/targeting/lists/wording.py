"""Lists in words: whom a step speaks of, a whole list in one sentence, and what is wrong with a form."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hustings.targeting.lists.naming import Names
from hustings.targeting.lists.phrasing import whom
from hustings.targeting.lists.rules import Choice, Fault, FillHouseholds, ListForm, Use


def use_in_words(use: Use) -> str:
    """What a list is for."""
    return {
        Use.DOOR: _("for the doorstep"),
        Use.PHONE: _("for the telephone"),
        Use.POST: _("for letters"),
        Use.MESSAGE: _("for text messages and e-mail"),
    }[use]


def step_in_words(step: Choice | FillHouseholds, names: Names) -> str:
    """One step as a sentence without its full stop."""
    if isinstance(step, FillHouseholds):
        return _("Add everybody they live with")
    told = {
        "add": _("Add %s"),
        "keep": _("Keep %s"),
        "leave_out": _("Leave out %s"),
    }[step.do]
    return told % whom(step.who, names)


def sentence_of(form: ListForm, names: Names) -> str:
    """A whole list in one sentence."""
    told = [step_in_words(step, names) for step in form.steps]
    first, *rest = told
    joined = "; ".join([first, *(one[:1].lower() + one[1:] for one in rest)])
    return _("%(steps)s: %(use)s.") % {"steps": joined, "use": use_in_words(form.use)}


def reason_in_words(reason: str, form: ListForm) -> str:
    """Why somebody leaves a list by themselves."""
    days = form.leave.spoken_days or 0
    return {
        "held_out": _("Held out until polling day, so that an effect can be measured"),
        "objected": _("Asked not to be contacted in this way"),
        "no_door": _("No door: anonymous or overseas electors"),
        "no_consent": _("No number or address at which they agreed to be reached"),
        "moved": _("Moved away or died, as somebody told us"),
        "under_age": _("Too young on polling day"),
        "spoken": ngettext(
            "Somebody at home was spoken to in the last %(days)d day",
            "Somebody at home was spoken to in the last %(days)d days",
            days,
        )
        % {"days": days},
        "tries": _("Tried three times in fourteen days, and nobody answered"),
    }[reason]


def kept_in(form: ListForm) -> list[str]:
    """What a list does not do that lists do by default, in words."""
    told = []
    if not form.leave.moved:
        told.append(_("People who moved or died stay on it."))
    if not form.leave.spoken_days:
        told.append(_("Households that were spoken to lately stay on it."))
    if not form.leave.tries:
        told.append(_("Doors tried three times stay on it."))
    return told


def fault_in_words(fault: Fault) -> str:
    """One mistake of a form: where it is, what is wrong, and what to do."""
    what = _fault_words(fault)
    if not fault.step:
        return what
    return _("Step %(step)d: %(what)s") % {"step": fault.step, "what": what}


def faults_in_words(faults: Iterable[Fault]) -> str:
    """Every mistake of a form, and that nothing was kept."""
    return " ".join([*map(fault_in_words, faults), _("Nothing was kept.")])


def _fault_words(fault: Fault) -> str:
    sentences = {
        "begins_with_nobody": _("The first step has to add somebody. Begin with everybody, or with a place."),
        "nowhere": _("It names no ward and no polling district. Choose at least one."),
        "no_such_days": _("No day lies within these bounds. Change one of them."),
        "nothing_has_no_age": _("Whoever told us nothing did so at no time. Leave the days empty."),
        "no_such_number": _("The greatest number is smaller than the least. Change one of them."),
        "more_than_there_are": _("It wants more elections than it names. Name more, or want fewer."),
        "too_deep": _(
            "Conditions lie within each other too deeply. Make a list of the inner ones, and name that."
        ),
        "json_invalid": _("This is no JSON. Copy the whole form of a list, from { to }."),
        "missing": _("The field “%s” is missing.") % fault.field,
        "extra_forbidden": _("There is no field called “%s”. Look at the schema for its name.") % fault.field,
    }
    if fault.kind in sentences:
        return sentences[fault.kind]
    if fault.field == "steps":
        return _("A list has between one step and twenty-four.")
    if fault.field:
        return _("“%s” has a value that a list cannot have. Look at the schema.") % fault.field
    return _("This is no list. Look at the schema for its form.")
