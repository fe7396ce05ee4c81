"""Whether a day lies behind or ahead of the call, judged from the words around it."""

from typing import Literal

from callaudit.text.tokens import SpokenTurn

Direction = Literal["past", "future", "near"]

_PAST = frozenset(
    "was were came sent paid since ago went did had spoke been got made left took told wrote "
    "bought met said heard saw fell bounced dated didn't wasn't haven't hasn't received".split()
)

_FUTURE = frozenset(
    "will would can could i'll we'll you'll he'll she'll they'll it'll that'll going gonna pay by "
    "until till before send mail plan planning promise schedule scheduled expect expecting "
    "expected able should shall try call put make makes want let's i'd we'd that'd work works "
    "arrange set supposed planned transfer drop bring run post next won't deadline paying "
    "sending mailing calling get starting begins starts".split()
)

_ED_BUT_NOT_PAST = frozenset(
    "need hundred unpaid owed agreed required indeed proceed exceed speed feed scheduled planned "
    "expected supposed red bed".split()
)

_PASSIVE = frozenset({"get", "gets", "be", "getting", "gonna", "to"})

_TOLD = frozenset({"said", "told", "promised", "agreed", "mentioned", "supposed"})


def direction(turn: SpokenTurn, first: int, last: int) -> Direction | None:
    """Judge from tense whether the day between two words is past or to come.

    The nearest telling word before it decides ("it came due on", "you will pay by"), else
    one after it ("would work"). "near" where the words leave it open, as "due" does and
    what someone "said would be". None without any telling word.
    """
    before = turn.before(first, 10)
    for index, word in enumerate(before):
        found = _telling(word, before[index + 1 :])
        if found is not None:
            return found
    for word in turn.after(last, 5):
        found = _telling(word, ())
        if found is not None:
            return found
    return None


def _telling(word: str, earlier: tuple[str, ...]) -> Direction | None:
    if word == "due":
        for other in earlier[:4]:
            if other in _PAST:
                return "past"
            if other in _FUTURE:
                return "future"
        return "near"
    if word in _FUTURE:
        return "near" if _TOLD.intersection(earlier) else "future"
    ended = word.endswith("ed") and len(word) > 4 and word not in _ED_BUT_NOT_PAST
    if word in _PAST or ended:
        return "future" if _PASSIVE.intersection(earlier[:2]) else "past"
    return None
