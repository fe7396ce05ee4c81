"""Which words around a bare number make it money, and which rule that out."""

from callaudit.text.amounts import Run, readings
from callaudit.text.numbers import SCALES
from callaudit.text.tokens import TAKEN, SpokenTurn

_MONEY_NEAR = frozenset(
    "balance amount amounts owe owes owed owing pay pays paying paid payment payments total "
    "totals totaling totalling bill billed bills charge charges charged cost costs fee fees "
    "settle settlement outstanding remaining deposit installment installments refund credit "
    "invoice invoices invoiced offer sum worth transfer short principal interest price priced "
    "overdue statement debt ticket leaves rest remainder send sending sent mail mailed put".split()
)
"""Words that make a number within the reach before it an amount."""

_MONEY_TIGHT = frozenset(
    "balance amount owe owes owed owing pay paying paid total payment payments sum cost costs "
    "charge fee settlement".split()
)
"""Words close before a number that make even a plain numeral or a year-like one an amount."""

_MONEY_AFTER = frozenset(
    "balance amount payment payments total owed owing outstanding remaining overdue even apiece "
    "altogether due".split()
)

_PAID = frozenset({"owe", "owes", "owed", "pay"})

_ENDS = frozenset({".", ",", "?", "!", "and", "or", "now", "on", "by", "for", "then", TAKEN})

_LEADS = frozenset({"for", "of"})

_NOT_COUNTED = frozenset(
    "people persons children kids men women percent percentage o'clock am pm noon st nd rd th "
    "feet inches foot inch degrees mph miles lbs box day week month year hour minute second "
    "night time way more other or point north south east west street avenue road drive lane "
    "boulevard court place apartment suite page question part guy thing call item".split()
)
"""Words after a number that say what is counted, or that it is a time or a place."""

_PLURAL_LOOKING = frozenset(
    "is was this has plus as thus yes thanks us its it's that's does always unless across less "
    "minus there's what's he's she's let's who's here's alas besides perhaps".split()
)

_LABELS = frozenset(
    "extension ext suite apartment apt unit room box zip code press dial highway route option "
    "page chapter section card number numbers # no ending exit floor channel line interstate "
    "version article title age aged flight gate building # : /".split()
)
"""Words before a number that make it a label, not a quantity."""

_CLOCK_LEADS = frozenset(
    "at until till around between from before after by since for about to like past".split()
)

_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})

_ZONES = frozenset({"eastern", "central", "mountain", "pacific"})

_STREETS = frozenset(
    "street avenue road drive lane boulevard court place circle parkway highway terrace way "
    "st ave rd dr ln blvd pkwy square trail".split()
)


def is_countable(turn: SpokenTurn, first: int, last: int) -> bool:
    """Tell whether a bare number counts or labels something other than money."""
    if counts_something(turn, last) or turn.word(first - 1) in _LABELS:
        return True
    if turn.word(last) in ("%", "/", ":", "-") or turn.word(first - 1) == "-":
        return True
    if turn.glued(first) and turn.word(first - 1).isalpha():
        return True
    if turn.words[first][-2:-1] == ".":
        return True  # "a 4.3 rating": amounts have two decimals
    return is_clock(turn, last) or any(near in _STREETS for near in turn.after(last, 3))


def counts_something(turn: SpokenTurn, last: int) -> bool:
    """Tell whether the word after a number is what it counts: "days", "boxes", "people"."""
    word = turn.word(last)
    if word in _NOT_COUNTED:
        return True
    plural = word.endswith("s") and len(word) > 2 and word.isalpha()
    return plural and word not in _PLURAL_LOOKING


def is_clock(turn: SpokenTurn, last: int) -> bool:
    """Tell whether the words after a number make it a time of day."""
    word, follows = turn.word(last), turn.word(last + 1)
    if word in ("am", "pm", "o'clock", "noon"):
        return True
    if word in ("a", "p") and follows in (".", "m"):
        return True
    if word == "in" and follows == "the" and turn.word(last + 2) in _DAY_PARTS:
        return True
    return word in _ZONES or (word == "this" and follows in _DAY_PARTS)


def looks_like_clock(run: Run) -> bool:
    """Tell whether numbers read as a time on the five minutes: "two thirty"."""
    if len(run) != 2 or any(atom.hundredths is not None for atom in run):
        return False
    hour, minute = run[0].value, run[1].value
    return 1 <= hour <= 12 and run[1].width == 2 and minute < 60 and minute % 5 == 0


def looks_like_year(run: Run) -> bool:
    """Tell whether numbers read as a year: "twenty twenty four", "2024"."""
    if len(run) == 1:
        atom = run[0]
        plain = atom.hundredths is None and (not atom.written or atom.width == 4)
        return plain and 1950 <= atom.value < 2050
    values = tuple(atom.value for atom in run)
    return len(run) == 2 and values[0] in (19, 20) and run[1].width == 2


def spoken_as_amount(run: Run) -> bool:
    """Tell whether a bare run has the shape of an amount: several numbers, or hundreds."""
    if not readings(run):
        return False
    if len(run) > 1:
        return not all(atom.width == 1 for atom in run)
    atom = run[0]
    return atom.hundredths is not None or (not atom.written and atom.value >= min(SCALES.values()))


def has_money_cue(turn: SpokenTurn, run: Run) -> bool:
    """Tell whether the words around a bare number speak of money."""
    first, last = run[0].first, run[-1].last
    near = turn.before(first, 6)
    if turn.word(first - 1) == "at" and looks_like_clock(run):
        return False
    tight = any(word in _MONEY_TIGHT for word in near[:3])
    if looks_like_year(run):
        return tight and near[0] not in ("in", "since", "year", "of", "from")
    if not spoken_as_amount(run):
        offered = "do" in near[:2] and turn.word(last) == TAKEN
        return (_plain_numeral(run) and (tight or offered)) or (tight and _small_sum(turn, run))
    dated = turn.word(last + (turn.word(last) in ("on", "by"))) == TAKEN
    if dated and not looks_like_clock(run):
        return True  # "would one hundred today work": the day was found before
    if any(word in _MONEY_NEAR for word in near) or "do" in near[:2]:
        clocked = looks_like_clock(run) and near[0] in _CLOCK_LEADS - {"for", "about", "like"}
        return not clocked
    if any(word in _MONEY_AFTER for word in turn.after(last, 4)):
        return True
    return bool(near) and near[0] in _LEADS and not looks_like_clock(run)


def _small_sum(turn: SpokenTurn, run: Run) -> bool:
    """Tell whether "twenty five" is what is owed or paid: "you owe twenty five on it"."""
    first, last = run[0].first, run[-1].last
    lead = turn.word(first - 1)
    led = lead in _PAID or (lead in ("is", "of") and turn.word(first - 2) in _MONEY_TIGHT)
    follows = turn.word(last)
    return led and len(run) == 1 and run[0].width == 2 and (not follows or follows in _ENDS)


def _plain_numeral(run: Run) -> bool:
    return len(run) == 1 and run[0].written and run[0].width in (3, 4)
