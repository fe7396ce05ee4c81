"""Whether the slots of a script's line were filled in speech, each by something of its kind."""

from collections.abc import Sequence

_NUMBERS = frozenset(
    {
        "invoice_number",
        "account_number",
        "amount",
        "offer_amount",
        "days_past_due",
        "callback_number",
        "extension",
        "check_number",
        "confirmation",
    }
)
_DAYS = frozenset({"due_date", "invoice_date", "payment_date", "today"})

_NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand double triple".split()
)
_DAY_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow week month"
    " january february march april may june july august september october november december"
    " first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth".split()
)
_NO_VALUES = frozenset("what when where who whom whose why how which".split())


def filled(kinds: Sequence[str], others: Sequence[str]) -> tuple[int, bool]:
    """Return how many slots of these kinds were filled, and whether a value is missing.

    `others` are the spoken words that are not the line's own and weigh something. A number or a
    day must stand for at least one of the slots that want one; a name may be any word, but each
    wants its own.
    """
    numbers = [word for word in others if word[:1].isdigit() or word in _NUMBER_WORDS]
    days = [word for word in others if word in _DAY_WORDS]
    names = len([w for w in others if w not in _NO_VALUES]) - len(numbers) - len(days)
    want_number = sum(kind in _NUMBERS for kind in kinds)
    want_day = sum(kind in _DAYS for kind in kinds)
    want_name = len(kinds) - want_number - want_day
    held_number = want_number if numbers else 0
    held_day = want_day if numbers or days else 0
    held_name = want_name if names >= want_name else 0
    missing = bool(want_number + want_day) and not held_number + held_day
    return held_number + held_day + held_name, missing
