"""Shorthand of collectors' notes: what each word or code stands for."""

import re

from callaudit.core.case import FactKind

_DEBTOR = (
    r"(?:debtor|dtr|dbtr|customer|cust|consumer|cnsmr|cm|ch|cardholder|acct ?holder|him|her|"
    r"mr\.?|ms\.?|mrs\.?)"
)
_WORK = r"(?:poe|work|job|employer|place of employment|ofc|office)"
_PAY = r"(?:pay|pd|send|mail|remit|make (?:a |the )?(?:pmt|pymt|payment)|settle)"
_PAYMENT = r"(?:ck|chk|check|cheque|pmt|pymt|payment|money order|mo|funds)"


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w&/])(?:{'|'.join(phrases)})(?![\w&])", re.IGNORECASE)


FACT_WORDS: dict[FactKind, re.Pattern[str]] = {
    FactKind.CEASE: _words(
        r"c ?& ?d",
        r"c and d",
        r"cease (?:and|&|n) desist",
        r"cease (?:letter|ltr|comm\w*)",
        r"written cease",
        r"cease request (?:rcvd|received|in writing)",
    ),
    FactKind.WORK_PROHIBITED: _words(
        rf"(?:no|stop|dnc|cease) (?:calls?|calling|cls)? ?(?:to|at|@) ?{_WORK}",
        rf"(?:do not|don't|dont|never|not to) call (?:\w+ )?(?:to|at|@) ?{_WORK}",
        rf"{_WORK} (?:is )?(?:prohibited|prohib|dnc|not allowed|no calls?|forbidden)",
        rf"(?:can'?t|cannot|can not|not allowed to|not able to) (?:take|have|receive|get) "
        rf"(?:calls?|cls) (?:to|at|@) ?{_WORK}",
    ),
    FactKind.STOP_NUMBER: _words(
        r"(?:dnc|do not call|don't call|stop calling|no (?:more )?calls (?:to|on|at)) "
        r"(?:this |the |that |his |her )?(?:#|number|nbr|ph(?:one)?|cell|mobile|line|home)(?: #)?",
    ),
    FactKind.STOP_CALLS: _words(
        r"dnc",
        r"do not call",
        r"don'?t call",
        r"stop (?:the )?(?:calls|calling)",
        r"no more (?:calls|cls|contact)",
        r"wants? no (?:more |further )?(?:calls|contact)",
        r"(?:asked|asks|req\w*|told us) (?:us )?(?:to stop|not to call)",
        r"cease calls?",
    ),
    FactKind.ATTORNEY: _words(
        r"att(?:y|ny|orney) rep\w*",
        r"rep(?:'?d|resented)? by (?:an? )?(?:atty|attny|attorney|counsel)",
        r"(?:has|retained|hired|gave|provided|w/|with) (?:an? |his |her |name of )?"
        r"(?:lawyer|attorney|atty|attny)(?: info| name)?",
        r"(?:debtor|dtr|cust(?:omer)?|consumer)(?:'s)? (?:atty|attny|attorney|lawyer)",
        r"lor (?:rcvd|received|on file)",
        r"letter of rep\w*",
    ),
    FactKind.BANKRUPTCY: _words(
        r"bk'?d?",
        r"bky",
        r"bankrupt(?:cy|cies)?",
        r"filed (?:for )?(?:bk|ch)",
        r"ch(?:apter|ap|\.)? ?(?:7|13|11)",
    ),
    FactKind.WRONG_NUMBER: _words(
        r"wn",
        r"w/n",
        r"wrong (?:number|nbr|num|no\.?|#|party|person|ph(?:one)?)",
        r"bad (?:number|nbr|#|ph(?:one)?)",
        r"not (?:his|her|debtor'?s|dtr'?s|cust\w*) (?:number|#)",
        r"no (?:such person|one by that name)",
    ),
    FactKind.DISPUTE: _words(
        r"disp(?![ :=]*(?:code|osition)|[:=])",
        r"disp(?:utes?|uted|uting|t|'?d)",
        r"dsp",
        r"not (?:his|her|hers|their|theirs|my) (?:debt|acct|account|bill|balance)",
        r"(?:claims?|states?|says|sts) (?:it'?s )?(?:fraud|id theft|identity theft|"
        r"not (?:his|hers|theirs)|"
        r"never (?:ordered|recd|rcvd|received|had|signed|opened))",
        r"(?:req\w*|wants?|asked for) (?:vod|validation|verification|proof|itemi\w+)",
        r"vod req\w*",
    ),
    FactKind.REFUSAL: _words(
        r"rtp",
        r"ref(?:uses?|used|usd|usal|using)(?: to)? (?:pay\w*|pmt|ptp)",
        r"(?:refuses|refused|refusal)(?! to (?!pay))(?! (?:verif|id|info))",
        r"(?:won'?t|will not|not going to|declin\w+ to|unwilling to|never going to) pay",
    ),
    FactKind.PAYMENT_SENT: _words(
        rf"{_PAYMENT} (?:was |already )?(?:sent|mailed|in (?:the )?mail)",
        rf"(?:sent|mailed|put) (?:the |a )?{_PAYMENT}",
        r"already (?:paid|pd|sent)",
        r"(?:claims?|states?|says|sts) (?:he |she |it was )?(?:already )?(?:paid|pd|mailed)",
    ),
    FactKind.PROMISE: _words(
        r"ptp",
        r"p2p",
        r"prom(?:ise[sd]?|'?d)?(?: to pay)?",
        rf"agree[sd]? to {_PAY}",
        rf"(?:will|wil|wl|going to|gonna) {_PAY}",
        r"(?:pmt|pymt|payment) arr(?:angement)?s?(?: set| made)?",
    ),
}
"""Facts of the case; the narrower come first and take the words."""

RIGHT_PARTY = _words(
    r"rpc",
    r"ttd",
    rf"tt {_DEBTOR}",
    rf"(?:spoke|talked|spk|spke|tlkd|spoken) (?:w/|w|with|to) ?{_DEBTOR}",
    rf"reached {_DEBTOR}",
    r"right party(?: contact)?",
)
"""The consumer was spoken to."""

MESSAGE_LEFT = _words(
    r"lvm",
    r"lm",
    r"lmtcb",
    r"lmom",
    r"lmam",
    r"left (?:a )?(?:vm|v/m|voice ?mail|msg|mess|message)(?! (?:w/|w|with))",
    r"vm left",
    r"(?:msg|message) left",
)
"""A message was left on a machine."""

NOBODY = _words(
    r"no ans(?:wer|w)?", r"rna", r"rang out", r"n/ans", r"did not answer", r"nobody answered"
)
"""Nobody answered."""

NOT_SO = re.compile(
    r"(?:\b(?:no|not|never|denies|denied|without|w/o|didn'?t|did not|doesn'?t|isn'?t|non|neither|"
    r"if|unless|may|might|threat\w*|thinking (?:about|of)|considering|prev(?:ious(?:ly)?)?|prior|"
    r"earlier|old|last|broken|brkn|missed|bp|failed|kept|our|refer(?:red)? to|send to|fwd to|"
    r"ask(?:ed)? (?:if|for)|"
    r"attempted|tried|offered|sought|remind\w* of|re)[\s:]+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
"""What stands before words that are then not so, or not of this call."""

NOT_SO_AFTER = re.compile(
    r"^\W{0,2}(?:was |is |has been )?(?:broken|missed|not kept|failed|bounced|none\b|: ?no\b|"
    r"refused|declined|"
    r"n/a\b|expired|cancel\w*)",
    re.IGNORECASE,
)
"""What stands behind them."""
