"""Words that tell a date of payment from other dates, and assent from refusal."""

import re

CLAUSE_END = re.compile(r"[.?!;]| (?:and|so|but|then|because|otherwise) ")

PAY = re.compile(
    r"\b(?:pay(?:s|ing|ments?)?|paid|checks?|card|mail(?:ing)?|transfer|wire|online|portal|"
    r"tak(?:e|en|ing) care|settle|process|run it|draft|debit|schedule[d]?|set (?:you|it|that) up|"
    r"money|funds|cover|website|full amount|in full|send (?:it|that|you|the|a|in)|"
    r"clear (?:it|that|this)|get it (?:in|over|done)|"
    r"put (?:you|it|that) down|installments?|balance|half|dollars|the rest)\b"
)
"""Words that make a date one of payment."""

PAYDAY = re.compile(r"\b(?:get(?:s|ting)?|getting|am|i'm) paid\b|\bpay ?(?:day|checks?)\b")
"""The customer's own income, which pays nothing yet."""

TALK_AGAIN = re.compile(
    r"\b(?:call(?:s|ed|ing)?|ring|check (?:back|in|with)|follow(?:ing)? up|reach|touch base|"
    r"try (?:you|me|back|again)|speak|spoke|talk(?:ed)?|hear from|appointment|come out|visit|"
    r"email(?:ed|ing)?|e-mail|resend(?:ing)?|update|message|voicemail|letter|statement|notice|"
    r"copy|receipt|records|documents|proof|(?:mail|send|get) you)\b"
)
"""Words that make a date one of the next contact, or of something the agent sends."""

ASKS_FOR_CALL = re.compile(
    r"\b(?:call|ring|phone|try|reach|get) (?:me|us)\b"
    r"|\b(?:call|try|ring|phone) (?:me )?(?:back|again)\b"
)
"""A customer who asks for a call."""

OFFERS_CALL = re.compile(
    r"\b(?:may|can|could|shall|should|okay if|all right if|fine if) (?:i|we) "
    r"(?:call|ring|phone|try|reach)\b|\bcall you (?:back )?(?:on )?"
)
"""A collector who offers one."""

SENDS_PAPERS = re.compile(r"\b(?:(?:mail|send|get) you|cop(?:y|ies)|receipt|documents|records)\b")
PAYS = re.compile(r"\b(?:pay(?:ing|ments?)?|checks?|card|transfer|dollars|balance|online)\b")
SAME_DAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|right now)\b")

DUE = re.compile(r"\b(?:due|dated|overdue|expires?|deadline|since|invoiced|billed|sent you)\b")
NEW_THOUGHT = re.compile(r"[.?!;]|\b(?:would|could|can|will|how|what|pay)\b")
"""Ends what "due" says about the date after it: "due August 14. Would the 29th work?"."""

THREAT = re.compile(r"\b(?:agency|attorney|court|collections|legal|lawsuit|credit bureaus?)\b")

ASKS_WHEN = re.compile(
    r"\b(?:when|what (?:date|day)|which day|how soon|can (?:you|we|i)|could you|would|will you|"
    r"able to|how about|what about|pay(?:ment)?|date)\b"
)

YES = re.compile(
    r"\b(?:yes|yeah|yep|yup|ye|sure|okay|ok|alright|all right|fine|that works|works|will do|"
    r"absolutely|perfect|great|good|correct|right|deal|agreed|i can (?:do|make|manage)|"
    r"i will|i'll|exactly|of course|definitely|no problem|uh huh|mm hm|mhm|i can|you got it)\b"
)
NO = re.compile(
    r"\b(?:no|nope|nah|can't|cannot|can not|won't|not|don't|doesn't|isn't|too (?:soon|early|late)|"
    r"unless|refuse)\b"
)
FRIENDLY_NO = re.compile(
    r"\bno (?:problem|worries|that's fine|that works|that'll work|issue|trouble|it's fine)|"
    r"\bnot (?:a problem|an issue|at all)|\bwhy not\b|\bdon't worry|\bcan't (?:complain|thank)"
)
HEDGE = re.compile(
    r"\b(?:maybe|might|probably|possibly|perhaps|hopefully|try|if|not sure|i don't know|"
    r"depends|we'll see|i'll see|sometime|should be able)\b"
)
INTENDED = re.compile(
    r"\b(?:was|were) (?:just |only |actually |really )?(?:gonna|going to|planning|meaning to|"
    r"supposed to|about to)\b|\b(?:had|i'd) (?:planned|meant|intended)\b|"
    r"\b(?:meant|intended) to\b|\b(?:would|could|should)(?: have|'ve)\b"
)
"""What somebody had in mind once: no promise unless it is confirmed."""

ASKS_DAY = re.compile(r"\b(?:when|(?:which|what) (?:day|date))\b[^.?!]*\?\s*$", re.IGNORECASE)
"""A question for a day, the last that was said."""

AGENT_REFUSES = re.compile(
    r"\b(?:can't (?:wait|accept|do)|cannot (?:wait|accept|do)|won't work|doesn't work|too late|"
    r"too long|not (?:acceptable|good enough|going to work|gonna work)|"
    r"need (?:it|payment|this|that|something) (?:today|by|before|sooner|now)|"
    r"anything sooner|has to be|must be)\b"
)
ALREADY_SENT = re.compile(
    r"\b(?:(?:mailed|sent|posted|paid|wrote|dropped)\b|went out|put (?:it|the check|that|a check)"
    r" in the mail|payment (?:was )?made|made (?:the|a|that) payment)"
)

NOT_SENT = re.compile(
    r"\b(?:not|never|haven't|hasn't|didn't|won't|can't)\b|"
    r"\b(?:you|you've|you guys|they|they've|you all) (?:\w+ )?(?:mailed|sent|posted)\b|"
    r"\b(?:mailed|sent) (?:me|us)\b|\b(?:i|we)(?:'d|'ll)? (?:get|am|be) paid\b"
)
"""What makes "sent" the agent's act, or none."""

METHODS = (
    ("bank transfer", r"bank transfer|ach|e-?check|bank account|checking account|direct debit"),
    ("wire transfer", r"wire(?: transfer)?"),
    ("credit card", r"credit card|visa|mastercard|amex"),
    ("debit card", r"debit card"),
    ("card", r"(?:a|my|the|by|with|your|that) card"),
    ("money order", r"money order"),
    ("cashier's check", r"cashier'?s check"),
    ("check", r"(?:a|the|by|my|your|mail|mailing|with|send(?:ing)?) checks?"),
    ("cash", r"(?:in|with|pay) cash"),
    ("online", r"online"),
    ("website", r"(?:web)?site"),
    ("portal", r"portal"),
)
"""Means of payment, the more exact before the less exact, each with its words."""

METHOD_WORDS = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in METHODS)
