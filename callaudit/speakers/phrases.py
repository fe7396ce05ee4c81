"""What collectors and the people they call say: phrases with hand-set weights.

A weight is the log-odds that the speaker is the collector rather than the other party:
above zero for the collector, below for the other. The phrases are read against the canonical
stream of `text.normalise`, in which names from the call log stand as `<agent>`, `<consumer>`
and `<company>`; a phrase never runs across a sentence end. All weights were set by hand.
"""

PHRASES: dict[str, tuple[float, tuple[str, ...]]] = {
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
            r"(?:this is|it is|i am|my name is) (?!not )(?:\S+ ){0,4}?"
            r"(?:calling )?(?:from|with|over at|on behalf of) (?!you|me|him|her|my|your|us|them)\S+",
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
    "offers service": (
        3.0,
        (
            r"thank you for (?:calling|holding|your patience|your time|your payment|letting me know)",
            r"thanks for (?:calling|holding|your patience|your time)",
            r"how (?:can|may) i (?:help|assist)",
            r"(?:anything|something) else (?:i can|that i can|you need|we can)",
            r"for (?:quality|training) (?:and|purposes|assurance)",
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
            r"(?:is|are|was|were) there (?:any|anything) (?:problem|issue|about|wrong|reason|else)",
            r"was (?:there )?any(?:thing)? (?:problem|wrong)",
            r"(?:may|can|could) i (?:have|get|ask|just|put|confirm|also)",
            r"if you (?:just |can |could |do not |would )?(?:pay|make|send|call|do)",
            r"time to (?:call|reach)",
            r"still the (?:best|right|correct)",
            r"i (?:wanted|want|was going|just wanted|would like) to (?:ask|see|check|confirm|let you|go over|see if)",
            r"do not pay",
        ),
    ),
    "says what will be done": (
        1.5,
        (
            r"i (?:can|will|am going to|could) (?:also |just |go ahead and |then |gladly |"
            r"certainly )?(?:set|offer|resend|put (?:in )?a note|put you|note|make a note|update|"
            r"email you|mail you|send you|call you|follow|open|check|look|get that|take that|"
            r"transfer|connect|try you|arrange|remove|waive|process|schedule|help you|help with)",
            r"i am (?:resending|removing|sending|updating|noting|going to|showing|just (?:saying|"
            r"telling|asking|trying|calling|checking))",
            r"(?:so )?(?:just )?to (?:confirm|recap|be clear|clarify)",
            r"same page",
            r"so that would be",
            r"(?:payment|installment) (?:plan|arrangement)",
            r"settle (?:this|the|for|it)",
            r"we (?:can|could) (?:offer|set|accept|do|split|take|work|help|waive|get)",
            r"(?:we|i) (?:have not|have never|did not|do not|still have not) (?:\S+ )?(?:received?|"
            r"seen?|gotten|got|heard?|hear|see|show) (?:a|any|anything|your|from|the|it|that)",
            r"we (?:e-?mailed|mailed|sent|faxed|shipped) (?:it|you|the|that|an?)",
            r"you are welcome to",
            r"let me (?:take a look|check|see if|pull up your|look|verify|transfer|confirm that|"
            r"get that|go ahead)",
            r"(?:tell|have|ask) (?:him|her|them) (?:to )?(?:call|that|ring|\S+ \S+ called)",
            r"goes to (?:the )?(?:legal|collections)",
        ),
    ),
    "shows understanding": (
        1.1,
        (
            r"i (?:completely |totally |certainly |do )?(?:understand|apologi[sz]e|appreciate (?:you|that|your))",
            r"(?:i am |so |really |very )*sorry (?:to hear|for the|about the|about that|again)",
            r"glad to hear",
            r"i hear you",
            r"no worries",
            r"not a problem",
            r"(?:wonderful|perfect|excellent|fantastic|terrific)",
            r"sir",
            r"(?:ma'am|ma ' am|maam)",
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
    # The other party.
    "says it is the consumer": (
        -3.8,
        (
            r"this is (?:she|he|her|him|me)",
            r"(?:yes|yeah|hello|hi|hey|yep) (?:this is )?(?:<consumer> ?)+ speaking",
            r"(?:<consumer> ?)+ (?:speaking|here)",
            r"(?<!if )(?:(?<!is )this is|my name is|i am|it is) (?:<consumer> ?)+(?!there|in |available)",
            r"that is me",
            r"(?<!i am )(?<!am i )(?<!who is )(?<!to )(?<!whom am i )speaking (?=[.?!])",
            r"you(?: have)? (?:got|found) (?:me|him|her)",
        ),
    ),
    "asks who calls and why": (
        -3.2,
        (
            r"who (?:is|am i|are you) ?(?:this|calling|speaking|talking|with)?(?= [.?!]|$)",
            r"who (?:is (?:this|calling|it|speaking)|am i (?:speaking|talking))",
            r"who are you",
            r"what(?: is|'s)? (?:this|it|that) (?:all )?(?:about|regarding|concerning|in regards?|for|pertaining)",
            r"may i ask (?:who|what)",
            r"where (?:are|did) you (?:calling|get)",
            r"how did you get (?:my|this)",
            r"what (?:company|do you want|did you say|are you)",
            r"what is your (?:name and|name|callback)",
            r"i (?:got|received|have|had|missed) (?:a|an|your|this|four|three|two|several) "
            r"(?:call|letter|letters|voicemail|message|missed call|bill)s?",
        ),
    ),
    "is not the consumer": (
        -3.0,
        (
            r"(?:he|she|they) (?:is|are)(?: not)? (?:\S+ )?(?:at work|here|home|in right now|out|in "
            r"at the moment|available|around|asleep|sleeping|gone|away|in the shower|not)",
            r"<consumer>(?: is| 's)? not (?:in|here|home|available|around)",
            r"(?:he|she) (?:does not|does n't) live here",
            r"(?:i am|this is) (?:his|her|their|<consumer>(?: 's)) \S+",
            r"(?:wrong number|wrong person|nobody (?:here )?by that name|no one (?:here )?by that name)",
            r"(?:can|may|could) i (?:take|give|pass|tell) (?:a message|her|him|them)",
            r"would you like to leave (?:a|him|her)",
            r"i will (?:tell|let) (?:him|her|them)",
        ),
    ),
    "wants it to end": (
        -3.2,
        (
            r"stop (?:calling|harassing|contacting|bothering)",
            r"(?:do not|never) (?:ever )?(?:call|contact|text) (?:me|this|my|us|here)",
            r"take me off",
            r"(?:i am )?(?:hanging up|going to hang up|not interested)",
            r"(?:are you|is that a) (?:threatening|harassing|threat)",
            r"(?:speak|talk) (?:to|with) (?:a|your|the) (?:manager|supervisor|boss)",
            r"is there a (?:manager|supervisor)",
            r"your (?:supervisor|manager|boss|installer|driver|technician|people|guy|guys|company)",
            r"leave me alone",
            r"unbelievable",
            r"i want (?:all|you|this|proof|it|my)",
            r"listening to me",
            r"i (?:dispute|am disputing)",
        ),
    ),
    "speaks of own payment": (
        -2.2,
        (
            r"i (?:already |have already |just |have )?(?:paid|sent|mailed|told (?:you|the|them|your|somebody))",
            r"i (?:do not|can not|could not|did not|never|have not|will not) (?:even )?(?:have|owe|"
            r"afford|pay|recognize|recognise|remember|know|get|got|receive|received|do this|order|"
            r"think|want|agree|like|believe)",
            r"i (?:will|can|could|might|would) (?:probably |maybe |try to |only |be able to )?"
            r"(?:pay|mail|do it|do that|do \S+ (?:dollars|a month)|put a check|put it|get it|have it|talk to my)",
            r"i (?:get|got|will get) paid",
            r"i need to (?:look|check|talk|think|see|go)",
            r"i (?:lost|was laid|am on|am in the|am at|have been|am driving|am busy|am fine|was in|am not|got laid)",
            r"i (?:thought|think so|guess|suppose so)",
            r"(?:we are|i am) not paying",
            r"not paying (?:until|it|this|that)",
            r"(?:when|how much|what) do i owe",
            r"do i (?:owe|have to)",
            r"am i (?:going to|being|in trouble)",
            r"(?:can|could) (?:you|i) (?:just )?(?:send me|mail me|email me|resend|wait|pay|call you|get back)",
            r"did you (?:guys )?(?:mail|send|email)",
            r"you (?:guys|people)",
            r"(?:i have|i got|my|represented by) (?:an |a |own )?(?:attorney|lawyer|counsel)",
        ),
    ),
    "speaks of own life": (
        -1.5,
        (
            r"my (?:\S+ )?(?:husband|wife|paycheck|job|kids?|boss|bank|card|check|checkbook|cell|"
            r"mom|mother|dad|father|son|daughter|budget|hours|email|mail|house|car|insurance|"
            r"account|bill|order|address|phone|social|savings|pay|attorney|lawyer|payment|name is)",
            r"(?:hold on|hang on|one second|just a second|give me a second) let me (?:get|grab|pull|find|see|write)",
            r"let me (?:get|grab|find) (?:a pen|my|a piece|something)",
            r"oh my god",
            r"you too",
            r"oh (?:shoot|no|okay|really|wow|god)",
        ),
    ),
}
"""Cue name to (weight, regular expressions of canonical words)."""
