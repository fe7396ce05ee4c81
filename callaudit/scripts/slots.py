"""Slots: what a collector fills in, found in any of the usual spellings and read by meaning."""

import re
from dataclasses import dataclass
from functools import cache

from callaudit.scripts.private_slots import private_value
from callaudit.scripts.slot_names import BY_KIND, MEANINGS, SlotMeaning
from callaudit.scripts.spelled import Spelled, joined, standing_for

NEAR_ENOUGH = 86.0
"""How alike an unknown slot's name and a known one must be, 0 to 100 (rapidfuzz's ratio)."""

_WORDS = r"[^\[\](){}<>\n]"
_SLOT = re.compile(
    r"\[\[?\s*(?P<square>[^\[\]\n]{1,80}?)\s*\]\]?"
    r"|\{\{\{?\s*(?P<curly>[^{}\n]{1,80}?)\s*\}\}\}?"
    r"|\$\{\s*(?P<dollar>[^{}\n]{1,60}?)\s*\}"
    r"|\{\s*(?P<brace>[A-Za-z_][^{}\n]{0,60}?)\s*\}"
    r"|<<?\s*(?P<angle>[A-Za-z][^<>\n]{0,60}?)\s*>>?"
    r"|«\s*(?P<merge>[^«»\n]{1,60}?)\s*»"
    r"|%(?P<percent>[A-Za-z][A-Za-z_]{1,40})%"
    r"|\((?P<round>[^()\n]{1,90})\)"
    r"|(?P<blank>_{2,}(?:(?:[-.]| ?/ ?)_{2,}){1,2}|_{2,}|\.{5,}|…{2,})"
)
_ORDER = re.compile(
    r"^(?:please )?(?:insert|enter|add|fill in|put|state|give|use|say|name|include)\s+"
    r"(?:the |your |their |a |an |his |her |his or her )*(?:own )?",
    re.IGNORECASE,
)
_FILL = re.compile(r"^(?:please )?(?:insert|enter|fill in|add|put)\b", re.IGNORECASE)
_DIRECTION = re.compile(
    r"^(?:pause|wait|beep|tone|end\b|hang up|stop|listen|silence|let|note|do not|don't|if |when "
    r"|only |smile|slow|"
    r"speak|repeat|read |confirm |verify |ask |transfer|hold|document|record|go to|skip|continue"
    r"|optional|"
    r"see |ring|dial|proceed|call back|\.\.\.|…|x\b|✓)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Slot:
    """One slot of a script: its name as written, its meaning if known, and where it stands.

    `start` and `end` are offsets of the source. `guess` is the known name an unknown one is
    nearest to.
    """

    name: str
    kind: str | None
    value: str
    start: int
    end: int
    guess: str = ""


def filled(words: Spelled) -> tuple[Spelled, tuple[Slot, ...]]:
    """Return a sentence as it will be spoken, with an invented value in every slot.

    What stands in brackets and tells the agent what to do is left out.
    """
    parts: list[Spelled] = []
    slots: list[Slot] = []
    at = 0
    for found in _SLOT.finditer(words.text):
        told = _told(words, found)
        if told is None:
            continue
        parts.append(words[at : found.start()])
        at = found.end()
        if isinstance(told, Slot):
            slots.append(told)
            before = words.text[: found.start()]
            parts.append(standing_for(_spoken(told, before, words.text[at:]), told.start, told.end))
        else:
            parts.append(told)
    return (joined([*parts, words[at:]]), tuple(slots)) if parts else (words, ())


def _told(words: Spelled, found: re.Match[str]) -> Slot | Spelled | None:
    """Return the slot, or what is said in its stead, or None where brackets are only brackets."""
    start, end = words.place(found.start(), found.end())
    if found["blank"]:
        kind = _kind_by_neighbours(words.text[: found.start()], words.text[found.end() :])
        value = BY_KIND[kind].value if kind else "something"
        return Slot(found[0], kind, value, start, end)
    name = next(found[g] for g in _GROUPS if found[g] is not None).strip()
    if name.startswith("^"):
        return words[0:0]  # the mark of a footnote
    masked = _kind_of_mask(name, words.text[: found.start()])
    if masked:
        return Slot(name, masked, BY_KIND[masked].value, start, end)
    plain = _plain(name)
    private = private_value(plain, words.text[: found.start()])
    if private is not None:
        return Slot(name, *private, start, end)
    meaning = meaning_of(plain)
    if found["round"] is not None and meaning is None and not _FILL.match(name):
        return words[0:0] if _DIRECTION.match(name) or not _is_aside(name) else None
    if meaning is None and found["angle"] is None and _DIRECTION.match(name):
        return words[0:0]
    if meaning is None:
        meaning = _meaning_of_parts(name)
    if meaning is not None:
        return Slot(name, meaning.kind, meaning.value, start, end)
    return Slot(name, None, plain or "something", start, end, guess=_nearest(plain))


_GROUPS = ("square", "curly", "dollar", "brace", "angle", "merge", "percent", "round")


_MASKS: tuple[tuple[str, str], ...] = (
    (r"[mdy]{1,4}(?:[/.\- ][mdy]{1,4}){1,2}", "today"),
    (r"(?:inv|invoice)[ #-]*[#x9]{2,}", "invoice_number"),
    (r"(?:acct|account)[ #-]*[#x9]{2,}", "account_number"),
    (r"\(?[#x]{3}\)?[ .-]*(?:[#x]{3}[ .-]*)?[#x]{4}", "callback_number"),
    (r"\$ ?[#x,]+(?:\.[#x0]{2})?", "amount"),
)
"""Slots that show the look of what they hold, and what that is."""


def _kind_of_mask(name: str, before: str) -> str | None:
    """Return what `[MM/DD/YYYY]` or `[INV-####]` stands for; a date by the words before it."""
    kind = next((k for mask, k in _MASKS if re.fullmatch(mask, name, re.IGNORECASE)), None)
    if kind != "today":
        return kind
    near = _kind_by_neighbours(before, "")
    return near if near and near.endswith("_date") else kind


def _is_aside(name: str) -> bool:
    """Tell whether words in round brackets are part of the sentence: `(now Larkspur)`."""
    return len(name.split()) <= 6 and not name.endswith((".", "!", ":"))


def _meaning_of_parts(name: str) -> SlotMeaning | None:
    """Read `[Mr./Ms. Last Name]` and `[amount / balance]` by the first part that is known."""
    for part in re.split(r"\s*(?:/|\||,| or )\s*", name):
        meaning = meaning_of(_plain(part))
        if meaning is not None and meaning.kind != "salutation":
            return meaning
    return None


def _plain(name: str) -> str:
    """Return a slot's name as words: `InvoiceNumber` and `INVOICE-NUMBER` are alike."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    spaced = re.sub(r"[_\-.:/|’']+", lambda m: "" if m[0] in "’'" else " ", spaced)
    spaced = re.sub(r"#", " number ", spaced)
    plain = " ".join(re.findall(r"[a-z0-9]+", spaced.casefold()))
    stripped = _ORDER.sub("", plain)
    return stripped if stripped and plain not in _names() else plain


@cache
def _names() -> dict[str, SlotMeaning]:
    return {name: meaning for meaning in reversed(MEANINGS) for name in meaning.names}


@cache
def meaning_of(plain: str) -> SlotMeaning | None:
    """Return what a slot's name means: known, known less a little word, or nearly known."""
    names = _names()
    for tried in (
        plain,
        re.sub(
            r"^(?:(?:mr|ms|mrs|dr|miss|the|your|their|a|an|my|our|customers?|clients?|consumers?"
            r"|debtors?|contacts?|agency|new|revised) )+",
            "",
            _in_full(plain),
        ),
        _in_full(plain),
        re.sub(r" (?:here|slowly|again|twice|in words)$", "", plain),
    ):
        if tried in names:
            return names[tried]
    nearest = _nearest(plain, least=NEAR_ENOUGH)
    return names[nearest] if nearest else None


_SHORT = {
    "amt": "amount",
    "bal": "balance",
    "dt": "date",
    "tel": "telephone",
    "ph": "phone",
    "cust": "customer",
    "fname": "first name",
    "firstname": "first name",
    "lname": "last name",
    "lastname": "last name",
    "pmt": "payment",
    "pymt": "payment",
    "co": "company",
    "addr": "address",
}
"""Short forms of words in the names of slots."""


def _in_full(plain: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in plain.split())


@cache
def _nearest(plain: str, *, least: float = 60.0) -> str:
    from rapidfuzz import fuzz, process

    if len(plain) < 4:
        return ""
    found = process.extractOne(plain, list(_names()), scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else ""


_BEFORE: tuple[tuple[str, str], ...] = (
    (r"(?:this is|my name is|i am|i'm|it's)\s*$", "agent_name"),
    (
        r"(?:speak (?:with|to)|speaking (?:with|to)|is this|hello|hi|dear|good (?:morning"
        r"|afternoon|evening)"
        r"|reach|mr\.?|ms\.?|mrs\.?),?\s*$",
        "contact_name",
    ),
    (r"(?:from|with|at|for|behalf of)\s*$", "company_name"),
    (r"(?:invoice|inv\.?|bill)(?: (?:number|no\.?|#))?\s*(?:is )?#?\s*$", "invoice_number"),
    (r"(?:account|reference)(?: number)?\s*$", "account_number"),
    (r"\$\s*$|(?:amount|balance|total|sum)(?: (?:of|is|due))*\s*$", "amount"),
    (r"(?:due|overdue since|payable)(?: (?:on|date|was|is|by|since))*\s*$", "due_date"),
    (
        r"(?:pay|paid|payment|receive (?:it|payment)|expect (?:it|payment|the payment))(?: (?:in "
        r"full|made))? (?:by|on|before)\s*$",
        "payment_date",
    ),
    (
        r"(?:call|reach|number|phone|telephone|dial|line|again)(?: (?:me|us))?(?: back)?(?: "
        r"(?:at|is|on|that's))*[,:]?\s*$",
        "callback_number",
    ),
    (r"(?:extension|ext\.?)\s*$", "extension"),
    (r"check (?:number|no\.?)\s*$", "check_number"),
    (r"\b(?:by|on|before)\s*$", "payment_date"),
)


def _kind_by_neighbours(before: str, after: str) -> str | None:
    """Return what a bare blank stands for, from the words around it."""
    if re.match(r"\s*days (?:past due|overdue|late)", after, re.IGNORECASE):
        return "days_past_due"
    if re.match(r"\s*dollars", after, re.IGNORECASE):
        return "amount"
    said = _SLOT.sub(" ", before).casefold() if "_" not in before[-1:] else before.casefold()
    phone = re.search(r"(?:call|reach|phone|number)\b[^.?!]{0,25} at\s*$", said)
    if phone:
        return "callback_number"
    return next((kind for sign, kind in _BEFORE if re.search(sign, said)), None)


_GREETING = re.compile(
    r"\b(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)),?\s*$", re.IGNORECASE
)


def _spoken(slot: Slot, before: str, after: str) -> str:
    """Fit a value to its sentence: no second currency sign, a first name where one greets."""
    value = slot.value
    if value.startswith("$") and before.rstrip().endswith("$"):
        return value[1:]
    if value.startswith("$") and re.match(r"\s*dollars", after, re.IGNORECASE):
        return value[1:]
    if slot.kind == "contact_name" and _is_first_name(slot.name, before):
        return value.split()[0]
    if slot.kind == "days_past_due" and not re.match(r"\s*(?:\w+ )?days", after, re.IGNORECASE):
        return f"{value} days"
    return value


def _is_first_name(name: str, before: str) -> bool:
    """Tell whether a contact's slot holds the first name: by its own name, or in a greeting."""
    plain = name.casefold()
    if re.search(r"full|last|sur", plain):
        return False
    return "first" in plain or bool(_GREETING.search(before))
