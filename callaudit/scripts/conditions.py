"""Conditions of branches: what they look like, and what a customer says to bring them about."""

import re

from callaudit.core.conversation import Speaker
from callaudit.core.metadata import FLAG_NAMES
from callaudit.scripts.script import Say
from callaudit.scripts.spelled import Spelled, standing_for

_WHO = (
    r"(?:the )?(?:customer|client|consumer|debtor|caller|they|he or she|he|she|person|contact"
    r"|other party)"
)
_CONDITION = re.compile(
    r"(?P<cond>(?:[-–—>*]\s*)?(?:(?:and |but |only )?(?:if|when|in case)\b[^:]{0,140}?|otherwise"
    r"|else\b[^:]{0,40}|"
    rf"(?:objection|response|answer|reply|scenario|branch|case)\b[^:]{{0,80}}|{_WHO} (?:says"
    rf"|said|asks|claims|states|refuses|agrees"
    r"|disputes|denies|answers|requests|cannot|can't|won't|wants)\b[^:]{0,100}))"
    r"\s*(?P<mark>:|→|->|=>|–>)\s*",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"(?P<cond>(?:option|alternative|variant|version|choice)\s*(?:[A-Z0-9]{1,2}|one|two|three|four)?"
    r"(?:\s*\([^)]{0,40}\))?)\s*[:.)]\s*",
    re.IGNORECASE,
)
_OR = re.compile(r"[-–—*(\[]*\s*or\s*[-–—*)\]:]*", re.IGNORECASE)
_REST = re.compile(
    r"otherwise|else|in (?:any|every|all) other|any(?:thing)? (?:else|other)|if not\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"“‘']([^\"”“]{2,160}?)[\"”’'](?=\W|$)")
_ENDS = re.compile(
    r"[\[(*]*\s*(?:end (?:the |of )?(?:call|script|conversation)|hang up|terminate(?: the)? call"
    r"|end)\s*\.?\s*[\])*]*\s*\.?$",
    re.IGNORECASE,
)
_JUST_ENDS = re.compile(
    r"[\[(*]*\s*(?:politely |then )*(?:end (?:the |of )?(?:call|script|conversation)|hang up|end "
    r"call)[^.?!]{0,40}[.\])*]*$",
    re.IGNORECASE,
)
_FLAG_ORDER = re.compile(
    r"\b(?:flags?|requires?|needs?|only (?:if|when)"
    r"|if)\s*[:=]?\s*(?P<names>[a-z][a-z_]+(?:\s*(?:,|and)\s*[a-z][a-z_]+)*)",
    re.IGNORECASE,
)

_REPLIES: tuple[tuple[str, str], ...] = (
    (
        r"\bask(?:s|ed|ing)?\b.*\b(?:whom?\b|(?:what|which|whose) (?:company|business|agency|firm)|"
        r"employer|company(?:'s)? name|where (?:I|you|we)\b|where (?:the call|it) )"
        r"|^(?:(?:and|but|only) )?(?:if|when) (?:expressly |directly )?asked\W*$",
        "Who is this, and which company are you with?",
    ),
    (
        r"\bask(?:s|ed|ing)?\b.*\b(?:what (?:it|this|that|the call|you)|why\b|about what)",
        "What is this about?",
    ),
    (
        r"wrong (?:number|person|party)|not (?:the right|him|her)|no one by|isn't the",
        "You have the wrong number.",
    ),
    (
        r"voice ?mail|machine|no answer|does not answer|doesn't answer|not (?:home|available|in)"
        r"|unavailable|busy",
        "",
    ),
    (r"attorney|lawyer|represented", "I have an attorney."),
    (r"bankrupt", "I filed for bankruptcy."),
    (
        r"stop call|cease|not to (?:be )?call|do not call|don't call|no more calls",
        "Stop calling me.",
    ),
    (
        r"dispute|(?:does not|doesn't|don't|do not) (?:think (?:they|he|she) )?owe|not (?:their"
        r"|his|her|my) (?:debt|bill)"
        r"|incorrect|disagree",
        "I dispute this, I don't owe it.",
    ),
    (
        r"already (?:paid|sent|mailed)|has (?:paid|sent|mailed)|check is in the mail|payment "
        r"(?:was|has been) sent|sent the payment",
        "I already sent the payment.",
    ),
    (
        r"(?:can ?not|can't|unable to|not able to|couldn't) (?:pay|afford)|hardship|lost .*job"
        r"|no money|short of",
        "I can't pay it right now.",
    ),
    (
        r"(?:never|did not|didn't|not) (?:got|get|gotten|received?|see|seen)",
        "I never received the invoice.",
    ),
    (r"refus\w*|will not pay|won't pay", "I'm not going to pay that."),
    (r"(?:agrees?|will|promises?|commits?|offers?) (?:to )?(?:pay|make)", "Okay, I will pay it."),
    (r"bad time|busy|inconvenient", "This is a bad time."),
    (r"\byes\b|confirms?|speaking|agrees?|received it|right person", "Yes."),
    (r"\bno\b|\bnot\b", "No."),
)

_NO_CUSTOMER = re.compile(
    r"voice ?mail|machine|no answer|(?:does|do) ?n[o']t answer|nobody answers|recording",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"\b(?:if|when|in case) (?!{_WHO}\b)(?:you|we|the (?:account|debt|balance|invoice|amount"
    rf"|state))",
    re.IGNORECASE,
)


def condition_of(words: Spelled) -> tuple[Spelled, Spelled] | None:
    """Split `If the customer says no: That's fine.` into condition and what follows; else None."""
    found = _CONDITION.match(words.text)
    if found is None:
        return None
    return words[found.start("cond") : found.end("cond")].stripped(), words[
        found.end() :
    ].stripped()


def option_of(words: Spelled) -> tuple[Spelled, Spelled] | None:
    """Split `Option A: …` into its name and what is said; None where the line names no option."""
    found = _OPTION.match(words.text)
    if found is None:
        return None
    return words[found.start("cond") : found.end("cond")], words[found.end() :].stripped()


def is_or(words: Spelled) -> bool:
    """Tell whether a line is only the word that parts two alternatives."""
    return bool(_OR.fullmatch(words.text.strip()))


def is_heading_condition(words: Spelled) -> bool:
    """Tell whether a heading begins a branch: `If the customer disputes the debt`."""
    text = words.text.strip().rstrip(":") + ":"
    found = _CONDITION.match(text)
    return found is not None and found.end() == len(text)


def takes_the_rest(condition: str) -> bool:
    """Tell whether a condition holds wherever those before do not."""
    return bool(_REST.search(condition))


def ends_call(words: str) -> bool:
    """Tell whether a line says that the call is over: `(End call)`, `Hang up.`."""
    return bool(_JUST_ENDS.fullmatch(words.strip()))


def reply_to(condition: Spelled) -> Say | None:
    """Return what the customer says to bring a condition about; None where they say nothing.

    A quotation is taken as it is; else the usual sentence of such an event, so that what a
    dispute waives is waived in its branch.
    """
    text = condition.text
    quote = _QUOTE.search(text)
    if quote:
        return Say(Speaker.CUSTOMER, condition[quote.start(1) : quote.end(1)])
    if _NO_CUSTOMER.search(text) or _NOBODY.search(text) or takes_the_rest(text):
        return None
    said = next(
        (reply for sign, reply in _REPLIES if re.search(sign, text, re.IGNORECASE)), "Well."
    )
    span = condition.place(0, len(text))
    return Say(Speaker.CUSTOMER, standing_for(said, *span)) if said else None


def flags_in(words: str) -> tuple[str, ...]:
    """Return the account flags that a comment or condition demands: `flag: time_barred`."""
    return tuple(
        name
        for found in _FLAG_ORDER.finditer(words)
        for name in re.split(r"\s*(?:,|\band\b)\s*", found["names"])
        if name in FLAG_NAMES
    )
