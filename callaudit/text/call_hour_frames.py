"""Frames of sentences in which people say when to call them and when not."""

import re

from callaudit.text.clock_words import DAYS, PART, time_pattern

_WINDOW = (
    rf"(?:(?P<way>before|after|past|until|till|'til|at|around|as late as|as early as|up to|from)\s+"
    rf"(?:like |about |around )?{time_pattern('a')}"
    rf"|(?:between|from)\s+{time_pattern('b')}\s*(?:and|to|till|until|-)\s*{time_pattern('c')}"
    r"|(?P<now>(?:this|so|that) (?:early|late)|"
    r"at this (?:time|hour)(?: of (?:the )?(?:day|night))?)"
    rf"|{PART})"
)
_SOON = r"(?:ever |again |anymore |any more |please |back |here |just |really |right )*"
_CALL = (
    r"(?:call(?:ing)?|phon(?:e|ing)|ring(?:ing)?|contact(?:ing)?|bother(?:ing)?|try(?:ing)?|reach)"
)
_WHOM = r"(?: (?:me|us|him|her|here|this (?:number|phone)|my \w+(?: (?:phone|number))?))?"
_CAN_NOT = (
    r"(?:can ?not|can't|cant|couldn't|don't|do not|dont|won't|not able to|unable to|"
    r"not available|should ?n[o']t) (?:to )?(?:talk|speak|take (?:any |your |phone )*calls?|"
    r"answer(?: the phone)?|be (?:disturbed|bothered|reached)|come to the phone|be called)"
)
_IS = r" (?:is|are|'s|was|works?|would be|will be)"


def _framed(before: str, after: str = "") -> re.Pattern[str]:
    """Return a pattern of hours or days between other words."""
    hours = rf"(?:{_WINDOW}(?:,? (?:on |at )?(?:the )?{DAYS})?)"
    days = DAYS.replace("<days>", "<only_days>")
    return re.compile(
        rf"\b{before}(?:{hours}|(?:on |at |over |during )?(?:the |any )?{days})(?!\w){after}"
    )


UNWANTED = (
    _framed(
        r"(?:do not|don't|dont|never|not to|stop|quit|no one should)"
        rf" (?:ever |please |you )*{_CALL}{_WHOM} {_SOON}"
    ),
    _framed(r"no (?:more )?(?:phone )?calls? (?:at all )?"),
    _framed(rf"{_CAN_NOT} "),
    _framed(r"(?:never|not|don't) (?:ever )?"),
    _framed(
        "",
        rf"{_IS} (?:really |just |always |never )*(?:bad|terrible|no good|out|inconvenient|"
        r"off limits|not (?:a )?(?:good|great|convenient)|hard|tough)\b",
    ),
    _framed("", r" (?:is|are)n't (?:a )?(?:good|great|convenient)\b"),
    re.compile(
        r"\b(?:i (?:\w+ )?sleep|i'?m (?:\w+ )?(?:asleep|sleeping|in bed)|i don't (?:get|wake) up) "
        rf"(?P<way>until|till|'til|before) {time_pattern('a')}"
    ),
)
"""In these hours no call is wanted."""

ONLY = (
    _framed(
        rf"(?:only|just) (?:be )?(?:{_CALL}|available|home|free|reach(?:ed|able)?|talk)"
        rf"{_WHOM} {_SOON}"
    ),
    _framed(rf"{_CALL}{_WHOM} {_SOON}", r",? (?:only|and (?:no|never) (?:earlier|later))"),
)
"""Outside these hours no call is wanted."""

AGREED = (
    _framed(
        r"(?:you (?:can|could|may)|feel free to|go ahead and|(?:it's|its|that's|it is|is) "
        r"(?:okay|ok|fine|all right|alright|good) (?:to|if you)|i don't mind if you|welcome to)"
        rf" (?:always |also |still |even |just )*{_CALL}{_WHOM} {_SOON}"
    ),
    _framed(
        r"(?:(?<=^)|(?<=[.,!?;] )|(?<=please )|(?<=just )|(?<=then )|(?<=yes ))"
        rf"{_CALL} (?:me|us) (?:back )?{_SOON}"
    ),
    re.compile(
        r"\bi (?:\w+ )?(?:get|come|am) (?P<way>off|home|out|done|back)(?: (?:from|of))?"
        rf"(?: (?:work|my shift))? (?:at |around |about )?{time_pattern('a')}"
        r"(?=[^.?!]{0,20}\b(?:call|talk|ring|phone|try|reach)\b[^.?!]{0,14}\b(?:then|after))"
    ),
    _framed(
        "",
        rf"{_IS} (?:just |totally |perfectly |always |also |actually |now )*(?:fine|okay|ok|good|"
        r"better|best|great|all right|alright|for me)\b",
    ),
)
"""In these hours a call is agreed to."""

NO = re.compile(r"\b(?:not|never|no|dont)\b|n't\b")
OF_CALLS = re.compile(
    r"\b(?:call|calls|calling|called|phone|ring|ringing|reach|bother|contact|talk|disturb|sleep|"
    r"asleep|nights|number|time)\b"
)
OF_PAY = re.compile(r"\b(?:pay|paid|payment|send|mail|check|due|money)\b")
ASKS_WHEN = re.compile(r"\b(?:when|what times?|which (?:day|time)|time)\b")
ANY_TIME = re.compile(
    r"\bcall (?:me |us )?(?:at )?any ?time"
    r"(?:,? (?:of (?:the )?)?day or night|(?: is fine| works)?\s*(?=$|[.!,]))"
)
CLAUSE_END = re.compile(r"[.?!;]|,? (?:and|so|but|then|because|otherwise) ")
