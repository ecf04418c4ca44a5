"""Sentences for findings about who may be placed where, and the names of the facts they rest on."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from guazhi.policy.eligibility_words import word
from guazhi.policy.vocabulary import EDUCATIONS, RANKS
from guazhi.web.words import reading

FACTS = {
    "area": _("where the host is"),
    "birth_month": _("month of birth"),
    "birth_place": _("place of birth"),
    "day": _("as of"),
    "education": _("full-time education"),
    "end": _("end of the term"),
    "firm": _("firm of kin"),
    "grade": _("annual grade"),
    "growing_up_place": _("place of growing up"),
    "health": _("health"),
    "host": _("host unit"),
    "kin": _("kin"),
    "kin_declared": _("month of the declaration of kin"),
    "later_education": _("on-the-job education"),
    "native_place": _("native place"),
    "post_rank": _("rank of the post"),
    "rank": _("rank"),
    "regulator": _("who regulates the firm of kin"),
    "sanction": _("sanction"),
    "sanction_effect": _("end of the sanction's effect"),
    "sanctions_checked": _("month of the inquiry about sanctions"),
    "start": _("first day of the term"),
    "stay": _("secondment"),
    "team": _("secondees in the leadership team meanwhile"),
    "work_began": _("month work began"),
}


def _level(key: str) -> str:
    return word(key, reading())


_lazy_level = lazy(_level, str)
WORDS = {
    **{f"fact_{name}": words for name, words in FACTS.items()},
    **{f"level_{key}": _lazy_level(key) for key in (*RANKS, *EDUCATIONS)},
}
MESSAGES = {
    "facts_missing": _("The record does not tell: %(facts)s. Enter it, or decide without it."),
    "warning_gone": _("The check finds nothing any more, so there is nothing to decide."),
    "warning_blocks": _("The policy allows no exception here. Mend the record or choose another."),
    "warning_is_a_note": _("This is for notice only; there is nothing to decide."),
    "warning_on_other_facts": _("The facts changed since you looked. Look again, then decide."),
    "checked_out": _("%(name)s: %(says)s"),
    "warnings_open": _(
        "Warnings of the checks that nobody has decided on: %(count)s (%(warnings)s). Decide on"
        " them on the page of the proposal, then record the meeting."
    ),
    "warnings_against": _(
        "Somebody is proposed for a post against what was decided on a warning (%(warnings)s)."
        " Send him elsewhere, or decide on the warning again."
    ),
    "warned_since": _(
        "Since the meeting checks warn of somebody, and nobody has decided on it: %(count)s"
        " (%(warnings)s). Decide on them on the page of the proposal, or drop it and have the"
        " meeting decide without the person."
    ),
    "warned_against_since": _(
        "Since the meeting it was decided against a warning (%(warnings)s). Decide on it again,"
        " or drop the proposal and have the meeting decide without the person."
    ),
    "ruled_out_since": _(
        "Since the meeting checks rule somebody out: %(count)s (%(warnings)s). Mend the record if"
        " it is wrong, or drop the proposal and have the meeting decide without the person."
    ),
    "warnings_more": _("and %(count)s more"),
    "nothing_chosen_to_decide": _("Choose at least one warning."),
    "too_old": _("Aged %(age)s on %(day)s, to be under %(under)s."),
    "born_too_early": _("Born %(born)s, to be born in %(bound)s or later."),
    "education_too_low": _("Has %(held)s; asked for is %(asked)s or more."),
    "rank_too_low": _("Is %(held)s; asked for is %(asked)s or above."),
    "post_above_rank": _("Is %(held)s, and the post ranks as %(asked)s: above own rank."),
    "grade_not_accepted": _("Was graded %(grade)s in %(year)s."),
    "sanction_in_effect": _("%(kind)s is in effect until %(until)s."),
    "service_too_short": _("Served %(served)s years, to be %(asked)s at least."),
    "health_not_accepted": _("On record as “%(health)s”."),
    "same_host_before": _("Was seconded to %(unit)s before, until %(end)s."),
    "home_too_short": _(
        "The last secondment ended on %(end)s; less than %(months)s months at home since."
    ),
    "stay_overlaps": _("Is seconded to %(unit)s from %(start)s to %(end)s."),
    "comes_from_there": _("Comes from %(place)s; the host is in %(area)s."),
    "kin_in_host": _("%(relation)s works there: %(work)s."),
    "kin_firm_regulated": _("%(relation)s runs %(firm)s, which the host regulates."),
}
