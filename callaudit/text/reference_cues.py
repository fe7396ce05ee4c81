"""Which words make a code an invoice, account, order or check number."""

from typing import NamedTuple

from callaudit.core.entity import EntityKind
from callaudit.text.tokens import SpokenTurn

_NAMES = {
    "invoice": "invoice", "invoices": "invoice", "inv": "invoice", "account": "account",
    "accounts": "account", "acct": "account", "order": "order", "orders": "order", "po": "order",
    "case": "case", "file": "file", "reference": "reference", "ref": "reference",
    "claim": "claim", "customer": "customer", "confirmation": "confirmation",
    "ticket": "ticket", "policy": "policy", "loan": "loan", "contract": "contract",
    "member": "member", "statement": "statement", "docket": "case", "bill": "invoice",
}  # fmt: skip
"""Words for what a number names, and the word the note uses for it."""

_WEAK_NAMES = frozenset(
    {"case", "file", "bill", "order", "member", "customer", "policy", "contract"}
)
"""Names with other uses ("in any case"): a code of their own has three characters or more."""

_CHECKS = frozenset({"check", "cheque", "checks"})

_NUMBER = frozenset({"number", "numbers", "number's", "no", "num", "#", "id"})

_ENDING = frozenset({"ending", "ends", "end"})

_LINKS = frozenset("is it's that's are : . , reads be being so again".split())

_LOOSE_LINKS = frozenset(
    "for that this on it you your me i have we our would the there here".split()
)
"""Links that only hold where "number" was said: "the invoice number for that is …"."""

_NOT_OURS = frozenset(
    "phone cell callback telephone mobile fax card social security routing zip extension "
    "tracking apartment suite room best contact house direct call reach dial press text "
    "street agent badge flight press option line model".split()
)

_ASKING = frozenset(
    "? what what's which give have need read could can may tell got grab find see confirm".split()
)

_BACK = 9
"""How many words back a cue may stand."""


class Cue(NamedTuple):
    """What a code is said to be. `name` is what the note says ("invoice").

    `numbered` where the word "number" was said, `direct` where nothing but it stands
    between the name and the code.
    """

    kind: EntityKind
    name: str | None
    numbered: bool = False
    direct: bool = False
    ending: bool = False

    @property
    def shortest(self) -> int:
        """How many characters a code must have to be believed."""
        if self.name is None or self.name in _WEAK_NAMES or self.kind is EntityKind.CHECK_NUMBER:
            return 3
        return 1 if self.numbered and self.direct else 2

    @property
    def note(self) -> str | None:
        """What the entity's note says."""
        return "ending" if self.ending else self.name


def cue_before(turn: SpokenTurn, first: int) -> Cue | None:
    """Read the cue that leads up to a code: "invoice number is", "account ending in"."""
    numbered = ending = loose = linked = False
    for index in range(first - 1, max(-1, first - 1 - _BACK), -1):
        word = turn.words[index]
        if word in _NUMBER and not (word == "no" and turn.word(index + 1) == ","):
            numbered = True
        elif word in _ENDING:
            ending = True
        elif word in _CHECKS:
            known = numbered or index == first - 1
            return Cue(EntityKind.CHECK_NUMBER, "check", numbered, True) if known else None
        elif _name(turn, index) and (numbered or not loose):
            name = _name(turn, index)
            return Cue(EntityKind.REFERENCE, name, numbered, not linked, ending)
        elif word in _NOT_OURS:
            return None
        elif word in _LINKS and not (turn.ends_sentence(index) and not _abbreviated(turn, index)):
            linked = linked or word not in (":", ".")
        elif (word == "in" and turn.word(index - 1) in _ENDING) or (word, index) == (
            "$",
            first - 1,
        ):
            continue
        elif word in _LOOSE_LINKS:
            loose = linked = True
        else:
            break
    bare = numbered and turn.word(first - 1) in _NUMBER | {"is", ","}
    return Cue(EntityKind.REFERENCE, None, numbered=True) if bare else None


def cue_after(turn: SpokenTurn, last: int) -> Cue | None:
    """Read the cue that follows a code: "… is the invoice number", "… on the account"."""
    place = last + (turn.word(last) == ",")
    linked = turn.word(place) in ("is", "that's", "was", "would", "that", "as")
    while turn.word(place) in ("is", "that's", "was", "would", "be", "that", "as", "the",
                               "your", "my", "our"):  # fmt: skip
        place += 1
    numbered = turn.word(place + 1) in _NUMBER
    if place > last and not (linked or numbered):
        return None
    if turn.word(place) in _CHECKS:
        return Cue(EntityKind.CHECK_NUMBER, "check", True) if numbered else None
    name = _name(turn, place)
    if name is None or (place > last and not numbered and turn.word(place + 1).isalpha()):
        return None
    return Cue(EntityKind.REFERENCE, name, numbered)


def asked_for(turn: SpokenTurn) -> Cue | None:
    """Return what number a turn asks for: "Do you have the invoice number?"."""
    for index, word in enumerate(turn.words):
        if word not in _NUMBER or word == "no":
            continue
        near = turn.words[max(0, index - 9) : index]
        if not _ASKING.intersection(near) and turn.word(index + 1) != "?":
            continue
        if turn.word(index - 1) in _CHECKS:
            return Cue(EntityKind.CHECK_NUMBER, "check", True)
        name = _name(turn, index - 1)
        if name is not None:
            return Cue(EntityKind.REFERENCE, name, True)
    return None


def _name(turn: SpokenTurn, at: int) -> str | None:
    word = turn.word(at)
    if word == "o" and turn.word(at - 1) == "p":
        return "order"
    return _NAMES.get(word)


def _abbreviated(turn: SpokenTurn, at: int) -> bool:
    """Tell whether a full stop belongs to "no." or "ref."."""
    return turn.word(at - 1) in ("no", "ref", "acct", "inv", "num") and turn.glued(at)
