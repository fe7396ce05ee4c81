"""The places where names stand on the telephone: what is said before and after them."""

from typing import NamedTuple

from callaudit.text.name_match import Token
from callaudit.text.name_words import ROLES

_AFTER_NAME = frozenset(
    "with from at over calling of in here speaking again and how , . ! ? i on about regarding "
    "returning this it my just thanks please".split()
)
"""Words after an introduction's name in text without capitals."""


class Slot(NamedTuple):
    """What a place of a name means.

    `firm`: what stands there is a name whatever follows. `before`: words that must follow an
    unregistered name in text without capitals where the place is not firm.
    `alternatives`: "or" may lead to a second name. `registered_only`: only a registered name
    stands there.
    """

    note: str
    firm: bool = False
    before: frozenset[str] = _AFTER_NAME
    alternatives: bool = False
    skips_comma: bool = False
    registered_only: bool = False


GREETINGS = frozenset({"hi", "hey", "hello", "yes", "yeah", "morning", "afternoon", "evening"})
"""Words that a name of address may follow at once."""

_COMPANY_LINKS = frozenset({"with", "from", "at", "over", "calling", "again", "speaking", "call"})

_GREETED = frozenset(
    {"it", "this", "i", "my", "how", "thanks", "thank", "good", ".", ",", "!", "?"}
)

_SELF = Slot("self")
_WEAK_SELF = Slot("self", before=_COMPANY_LINKS)
_ASKED = Slot("asked", firm=True, alternatives=True)
_MAYBE_ASKED = Slot("asked", before=frozenset({".", "?", ",", "speaking", "there"}))
_GREETING = Slot("greeted", before=_GREETED, skips_comma=True)
_MESSAGE = Slot("asked", firm=True)
_CONTACT = Slot("mentioned", firm=True, alternatives=True)
_COMPANY = Slot("company")
_TOLD = Slot("mentioned", before=frozenset())

_CUES: dict[str, Slot] = {
    "this is": _SELF,
    "my name is": Slot("self", firm=True),
    "my name 's": Slot("self", firm=True),
    "the name is": Slot("self", firm=True),
    "the name 's": Slot("self", firm=True),
    "it 's": _WEAK_SELF,
    "it is": _WEAK_SELF,
    "i 'm": _WEAK_SELF,
    "i am": _WEAK_SELF,
    "you 've got": Slot("self", before=frozenset({"here"})),
    "you have got": Slot("self", before=frozenset({"here"})),
    "you 've reached": Slot("self", firm=True),
    "you have reached": Slot("self", firm=True),
    "that 's me": Slot("self", before=frozenset({",", "."}), skips_comma=True),
    "is this": _MAYBE_ASKED,
    "is that": _MAYBE_ASKED,
    "are you": Slot("asked", registered_only=True),
    # A recogniser writes "it's the" for "is this".
    "it 's the": Slot("asked", registered_only=True),
    "is the": Slot("asked", registered_only=True),
    "speak to": _ASKED,
    "speak with": _ASKED,
    "speaking to": _ASKED,
    "speaking with": _ASKED,
    "talk to": _ASKED,
    "talking to": _ASKED,
    "looking for": _ASKED,
    "trying to reach": _ASKED,
    "trying to get": Slot("asked", before=frozenset({"on"})),
    "get a hold of": _ASKED,
    "get hold of": _ASKED,
    "get ahold of": _ASKED,
    "calling for": _ASKED,
    "line for": Slot("asked", before=frozenset({".", ","})),
    "have i reached": _ASKED,
    "do i have": Slot("asked", before=frozenset({".", "?", "on", "here"})),
    "message for": _MESSAGE,
    "message is for": _MESSAGE,
    "call is for": _MESSAGE,
    "this is for": Slot("asked", before=frozenset({".", ","})),
    "ask for": _CONTACT,
    "asking for": _CONTACT,
    "me or": Slot("mentioned", before=frozenset({"at", "on", ".", ","})),
    "call": Slot("mentioned", before=frozenset()),
    "ring": Slot("mentioned", before=frozenset()),
    "reach": Slot("mentioned", before=frozenset()),
    "contact": Slot("mentioned", before=frozenset({"at", "on", "or"}), alternatives=True),
    "tell": _TOLD,
    "let": _TOLD,
    "hi": _GREETING,
    "hey": _GREETING,
    "hello": _GREETING,
    "hi there": _GREETING,
    "good morning": _GREETING,
    "good afternoon": _GREETING,
    "good evening": _GREETING,
    "thank you": Slot("mentioned", before=frozenset(), skips_comma=True),
    "thanks": Slot("mentioned", before=frozenset(), skips_comma=True),
    "calling from": _COMPANY,
    "calling with": _COMPANY,
    "on behalf of": _COMPANY,
    "thank you for calling": _COMPANY,
    "thanks for calling": _COMPANY,
    "here at": _COMPANY,
    "over at": _COMPANY,
    "i 'm from": _COMPANY,
    "i 'm with": _COMPANY,
    "i am with": _COMPANY,
    "i work for": _COMPANY,
    "called from": _COMPANY,
    "name with": _COMPANY,
}
"""The words before a place, longest first where several fit; closed, tested one by one."""

_LONGEST = max(len(cue.split()) for cue in _CUES)


def place_before(tokens: tuple[Token, ...], at: int) -> Slot | None:
    """Return what place begins at a token, from the words just before it."""
    words = [token.base for token in tokens[max(0, at - _LONGEST) : at]]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        slot = _CUES.get(" ".join(words[-length:]))
        if slot:
            return slot
    opens = words[-2:-1] == [] or words[-2] in _BEFORE_QUESTION
    if words[-1:] == ["is"] and opens and _asks_after_presence(tokens, at):
        return Slot("asked", firm=True)
    return None


def begins_clause(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a token opens a turn or a clause, or follows a greeting."""
    if at == 0:
        return True
    return tokens[at - 1].text in {",", ".", "!", "?"} or tokens[at - 1].base in GREETINGS


_BEFORE_LINK = frozenset({",", "here", "calling", "over", "and", "i", "'m", "again", "speaking"})

_LINKS = frozenset({"from", "with", "at", "of"})

_ROLE_REACH = 6
"""How many words "in the accounts department" or "operations manager" may have."""


def past_link(tokens: tuple[Token, ...], at: int) -> int:
    """Step over "calling from", "over at", "in the accounts team at": `at` if none is there."""
    end = at
    while end < len(tokens) and tokens[end].base in _BEFORE_LINK:
        end += 1
    if end < len(tokens) and tokens[end].base in _LINKS:
        return end + 1
    role = tokens[end : end + _ROLE_REACH]
    for place, token in enumerate(role):
        if not token.is_word:
            break
        if place and token.base in _LINKS and role[place - 1].base in ROLES:
            return end + place + 1
    return at


_BEFORE_QUESTION = frozenset({".", ",", "?", "!", "hi", "hello", "hey", "um", "uh", "so", "yes"})


def _asks_after_presence(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell "is Joan there", "is Joan Patel available" from other questions with "is"."""
    following = [token.base for token in tokens[at : at + 4]]
    return any(word in {"there", "available", "around", "in", "home"} for word in following[1:3])


_AFTER_HERE = frozenset({"from", "with", "at", ",", ".", "how"})


def note_after(after: list[str], *, whole: int, used: int) -> str | None:
    """Return what the words after a possible name make of it, None if nothing.

    `from` says that it is a name if a company follows; `whole` and `used` count tokens.
    """
    follows = after[0] if after else ""
    if follows == "speaking":
        return "self"
    if follows == "here" and (
        len(after) == 1 or after[1] in {"from", "with", "at", ",", ".", "how"}
    ):
        return "self"
    if follows in {"please", ","} and after[1 - (follows == "please") : 2][:1] == ["please"]:
        return "asked"
    if follows in {"from", "with", "at", "calling"} and used < whole:
        return "from"
    return None
