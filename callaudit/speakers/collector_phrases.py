"""What collectors say: phrases with hand-set weights.

A weight is the log-odds that the speaker is the collector rather than the other party. The
phrases are read against the canonical stream of `text.normalise`, in which names from the call
log stand as `<agent>`, `<consumer>` and `<company>`; a phrase never runs across a sentence end.
All weights were set by hand.
"""

COLLECTOR_PHRASES: dict[str, tuple[float, tuple[str, ...]]] = {
    # The collector opens the call.
    "asks for the consumer": (
        3.2,
        (
            r"(?:is|are) (?:this|that|you) (?:mr|mrs|ms|miss)?\s?(?:<consumer> ?)+",
            r"(?:may|can|could) i (?:please )?(?:speak|talk) (?:with|to) (?:a |an )?"
            r"(?:mr|mrs|ms|miss|<consumer>|somebody in|someone in|whoever|the person who)",
            r"am i (?:speaking|talking) (?:with|to)",
            r"(?:i am )?(?:looking|calling|trying to reach|hoping to reach) for (?:a )?"
            r"(?:mr |mrs |ms )?<consumer>",
            r"trying to (?:reach|get (?:a hold|ahold|hold) of) (?:a )?(?:mr |mrs |ms )?<consumer>",
            r"is (?:mr |mrs |ms )?(?:<consumer> )+(?:there|available|in|around|home)",
            r"<consumer> please",
            r"do i have (?:mr |mrs |ms )?<consumer>",
        ),
    ),
    "introduces a company": (
        3.2,
        (
            r"(?:this is|it is|my name is) (?!not |about )(?:(?!\. |\? )\S+ ){0,4}?"
            r"(?:calling )?(?:from|with|over at|on behalf of) (?!you|me|him|her|my|your|us|them|"
            r"a )\S+",
            r"i am (?:calling )?(?:on behalf of|from|with|over at) (?!you|me|him|her|my|your|us|"
            r"them|a )\S+",
            r"<agent> (?:(?!\. )\S+ ){0,3}?(?:from|with|over at|here at) \S+",
            r"(?:from|with|at|over at|here at|behalf of) (?:the )?<company>",
        ),
    ),
    "names itself as the log's collector": (
        3.5,
        (
            r"(?:this is|it is|i am|my name is|name is) (?:mr |mrs |ms )?<agent>",
            r"(?:mr |mrs |ms )?<agent> (?:here|called|speaking)",
        ),
    ),
    "says why it calls": (
        2.6,
        (
            r"(?:i am |am |we are |just |was just |was )?calling (?:you )?(?:today )?"
            r"(?:about|regarding|concerning|because|in regards?|in reference|with regards?|on "
            r"behalf|to follow|to see|to discuss|to let you|to confirm|to check|to remind)",
            r"reason (?:for my call|i am calling|that i am calling|i called|for the call)",
            r"(?:i am |was )?(?:just )?following up (?:on|with)",
            r"calling on a recorded",
        ),
    ),
    "says the call is recorded": (
        3.6,
        (
            r"recorded line",
            r"calls? (?:is|are|may be|will be|might be) (?:being )?(?:monitored|recorded)",
            r"(?:is|are) being recorded for",
        ),
    ),
    "says it collects a debt": (
        4.5,
        (
            r"attempt(?:ing)? to collect",
            r"information (?:obtained|you (?:give|provide)\S*) (?:will|may) be used",
            r"(?:i am|this is|we are|from|is from) a debt collector",
        ),
    ),
    "answers for a business": (
        3.0,
        (
            r"(?:thank you|thanks) for calling",
            r"how (?:can|may) i (?:help|assist|direct)",
        ),
    ),
    "offers service": (
        3.0,
        (
            r"thank you for (?:holding|your patience|your time|your payment|letting me "
            r"know)",
            r"thanks for (?:holding|your patience|your time)",
            r"(?:anything|something) else (?:i can|that i can|you need|we can)",
            r"for (?:quality|training) (?:and|purposes|assurance)",
        ),
    ),
    "serves": (
        1.5,
        (
            r"anything else",
            r"please (?:confirm|hold|note|verify|stay|allow|bear|be advised)",
            r"(?:glad|happy) to (?:help|assist)",
            r"you are (?:very |most )?welcome",
            r"my pleasure",
            r"(?:is that|is this|are those) (?:all )?(?:correct|right|okay)",
            r"does that (?:work|sound|help|make sense|answer)",
            r"what (?:time|day|date|kind|type|city) (?:would|do|are|is|were|works)",
            r"would you (?:like|prefer|want)",
            r"(?:do|did) you (?:want|prefer|need|wish) (?:me|us|to|a|an|any|it|the)",
        ),
    ),
    "asks how the other is": (
        1.4,
        (r"how are you (?:doing|today|this)", r"how have you been", r"hope you are"),
    ),
    # The collector at work.
    "speaks of the other's account": (
        1.5,
        (
            r"your (?:\S+ )?(?:account|balance|invoice|payment|bill|order|statement|loan|"
            r"payments|file|mailing address|address|date of birth|email|card|email address)",
            r"(?:our|the) (?:records|system|client|creditor)",
            r"i (?:am )?(?:show|showing|do not see|see) (?:a|an|the|here|that|you)",
            r"past due",
            r"on file",
            r"(?:was|is|came|were|become|becomes|currently) (?:now )?(?:\S+ days )?"
            r"(?:due|overdue|past due)",
            r"(?:total|remaining|outstanding|open) (?:balance|amount|invoice|invoices)",
            r"(?:the|a|on the|an) (?:balance|overdue account|invoice number|account ending)",
            r"you (?:still )?owe",
            r"owes us",
        ),
    ),
    "asks for payment or data": (
        2.0,
        (
            r"(?:when|how) (?:can|could|would|will|do|are|soon can|much can) (?:you|we|payment)"
            r"(?: be able| plan| planning| expect| going| take| pay| send| get| be made)*",
            r"when you (?:plan|can|will|could|would)",
            r"(?:could|can|would|will) you (?:please )?(?:tell me|confirm|verify|write|provide|"
            r"give me|send|make|take care|pay|be able|like|mind|mail|spell|repeat|hold)",
            r"would (?:\S+ ){1,5}work",
            r"are you (?:able|going|planning|calling|in a position)",
            r"did you (?:receive|get) (?:the|our|it|a|that|my)",
            r"did (?:that|it) (?:ever )?(?:show|arrive|reach|come)",
            r"do you (?:have|know|remember|want|plan)",
            r"do we (?:have|still have)",
            r"what (?:is|was) (?:the|your) (?:best|problem|email|phone|number|address|date|name|"
            r"issue|last|reason|order|account|zip|full|good|current|make|model|next step)",
            r"verify (?:your|the|some|a|that)",
            r"for (?:security|verification)",
            r"last four",
            r"(?:were|are) you (?:happy|satisfied)",
            r"(?:is|are|was|were) there (?:any|anything) (?:problem|issue|about|wrong|reason|"
            r"else)",
            r"was (?:there )?any(?:thing)? (?:problem|wrong)",
            r"(?:may|can|could) i (?:have|get|ask|just|put|confirm|also)",
            r"if we (?:can|could) (?:just )?(?:do|get|set|take|work)",
            r"is it still",
            r"i (?:just )?(?:need|have to have|want) (?:you to|your)",
            r"how (?:would|do) you (?:like|want|plan)",
            r"if you (?:just |can |could |do not |would )?(?:pay|make|send|call|do)",
            r"time to (?:call|reach)",
            r"still the (?:best|right|correct)",
            r"i (?:wanted|want|was going|just wanted|would like) to (?:ask|see|check|confirm|let "
            r"you|go over|see if)",
            r"do not pay",
        ),
    ),
    "says what will be done": (
        1.5,
        (
            r"i (?:can|will|could) (?:also |just |go ahead and |then |gladly |"
            r"certainly )?(?:set|offer|resend|put (?:in )?a note|put you|note|make a note|update|"
            r"email you|mail you|send you|call you|follow|open|check|look|get that|take that|"
            r"transfer|connect|try you|arrange|remove|waive|process|schedule|help you|help with)",
            r"i am going to (?:put|note|transfer|open|send|set|update|connect|make|place)",
            r"i (?:do |still |also |just )?(?:have|need) (?:to ask|to verify|to confirm|to know|"
            r"you to|to inform|to advise)",
            r"i have (?:just )?(?:moved|updated|noted|removed|made a|put a|sent you|scheduled|"
            r"applied)",
            r"you (?:will|should|are going to) (?:also |not |now )*(?:get|receive|see|need|be "
            r"able|be receiving)",
            r"this (?:will|should) (?:just |only )?(?:be (?:super |very |real )?quick|take)",
            r"shows? (?:as|that|up as|up on)",
            r"(?:my|the) (?:direct line|extension)|extension \d+",
            r"we (?:show|are showing|have you|have your|have a balance|are calling|will (?:send|"
            r"note|update))",
            r"(?:put|make|leave|add) (?:in )?a note",
            r"(?:i am|this is) (?:the|a) (?:supervisor|manager|account manager|collections \S+)",
            r"i am (?:resending|removing|sending|updating|noting|going to|showing|just (?:saying|"
            r"telling|asking|trying|calling|checking))",
            r"(?:so )?(?:just )?to (?:confirm|recap|be clear|clarify)",
            r"so that would be",
            r"(?:payment|installment) (?:plan|arrangement)",
            r"settle (?:this|the|for|it)",
            r"we (?:can|could) (?:offer|set|accept|do|split|take|work|help|waive|get)",
            r"(?:we|i) (?:have not|have never|did not|do not|still have not) (?:\S+ "
            r")?(?:received?|"
            r"seen?|gotten|got|heard?|hear|see|show) (?:a|any|anything|your|from|the|it|that)",
            r"we (?:e-?mailed|mailed|sent|faxed|shipped) (?:it|you|the|that|an?)",
            r"you are welcome to",
            r"let me (?:take a look|check|see if|pull up your|look|verify|transfer|confirm that|"
            r"get that|go ahead)",
            r"(?:tell|have|ask) (?:him|her|them) (?:to )?(?:call|that|ring|\S+ \S+ called)",
            r"(?:it|that) would (?:only |just )?(?:be|come to)",
            r"(?:he|she) (?:owes|still owes|has missed|is behind|has (?:an|a) (?:balance|account|"
            r"overdue))",
            r"if (?:he|she|they) (?:does|do) not (?:call|ring|pay|respond|contact)",
            r"(?:one|first|second|other) is invoice",
            r"(?:goes|sent|turned over|referred) to (?:the |our |an? )?(?:legal|attorneys?|"
            r"collections?|agency)",
        ),
    ),
    "shows understanding": (
        1.1,
        (
            r"i (?:completely |totally |certainly |do )?(?:understand|apologi[sz]e|appreciate "
            r"(?:you|your))",
            r"(?:i am |so |really |very )*sorry (?:to hear|for the|about the|about that|again)",
            r"glad to hear",
            r"i hear you",
            r"no worries",
            r"not a problem",
            r"sir",
            r"(?:ma'am|ma ' am|maam)",
        ),
    ),
    "approves": (
        0.8,
        (
            r"(?:wonderful|perfect|excellent|fantastic|terrific|great|certainly|absolutely|of "
            r"course)",
        ),
    ),
    "closes the call": (
        1.3,
        (
            r"have (?:a|yourself a) (?:\S+ )?(?:good|great|nice|wonderful|lovely|blessed) ?\S*",
            r"thank you (?:so much |very much )?(?:mr |mrs |ms )?<consumer>",
            r"thanks (?:so much )?(?:mr |mrs |ms )?<consumer>",
        ),
    ),
    "asks for a call back": (
        2.0,
        (
            r"(?:please )?(?:call|ring|contact|reach) (?:me|us) (?:back )?at",
            r"(?:please )?(?:give (?:me|us)|return) (?:a|my|this) (?:call|ring)",
            r"(?:please )?(?:call|ring) (?:me|us) back",
            r"my (?:direct )?(?:number|line|extension) is",
            r"have (?:him|her|them) call",
            r"left you a (?:message|voicemail)",
        ),
    ),
    "calls the consumer by name": (
        1.8,
        (r"(?<!this is )(?<!name is )(?<!i am )(?<!it is )<consumer>(?! (?:speaking|here|is|'s))",),
    ),
}
"""Cue name to (weight, regular expressions of canonical words)."""
