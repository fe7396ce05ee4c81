"""What the people say whom collectors call: phrases with hand-set weights below zero.

Read like those of `collector_phrases`.
"""

OTHER_PHRASES: dict[str, tuple[float, tuple[str, ...]]] = {
    "says it is the consumer": (
        -3.8,
        (
            r"this is (?:she|he|her|him|me)",
            r"(?:yes|yeah|hello|hi|hey|yep) (?:this is )?(?:<consumer> ?)+ speaking",
            r"(?:<consumer> ?)+ (?:speaking|here)",
            r"(?<!if )(?:(?<!is )this is|my name is|i am|it is) (?:<consumer> ?)+(?!there|in |"
            r"available)",
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
            r"what(?: is|'s)? (?:this|it|that) (?:all )?(?:about|regarding|concerning|in "
            r"regards?|for|pertaining)",
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
            r"(?:he|she|they) (?:is|are)(?: not)? (?:\S+ )?(?:at work|here|home|in right now|out|"
            r"in "
            r"at the moment|available|around|asleep|sleeping|gone|away|in the shower|not)",
            r"<consumer>(?: is| 's)? not (?:in|here|home|available|around)",
            r"(?:he|she) (?:does not|does n't) live here",
            r"(?:i am|this is) (?:his|her|their|<consumer>(?: 's)) \S+",
            r"(?:wrong number|wrong person|nobody (?:here )?by that name|no one (?:here )?by "
            r"that name)",
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
            r"your (?:supervisor|manager|boss|driver|technician|people|guy|guys|"
            r"company)",
            r"leave me alone",
            r"this is (?:ridiculous|unbelievable|outrageous|harassment)|are you (?:kidding|"
            r"serious)|not (?:my|the) (?:problem|"
            r"fault|point)",
            r"(?:nobody|no one) (?:ever )?(?:told|called|answered|calls|answers|asked|sent)",
            r"why (?:are|do|would|should|did) (?:you|i)",
            r"i am (?:just )?not (?:trying|going|paying|able|giving|comfortable)",
            r"i want (?:all|you|this|proof|it|my)",
            r"listening to me",
            r"i (?:dispute|am disputing)",
        ),
    ),
    "speaks of own payment": (
        -2.2,
        (
            r"i (?:already |have already |just |have )?(?:paid|sent|mailed|told (?:you|the|them|"
            r"your|somebody))",
            r"i (?:do not|can not|could not|did not|never|have not|will not) (?:even )?(?:have|"
            r"owe|"
            r"afford|pay|recognize|recognise|remember|know|get|got|receive|received|do this|order|"
            r"think|want|agree|like|believe)",
            r"i (?:will|can|could|might|would) (?:probably |maybe |try to |only |be able to )?"
            r"(?:pay|mail|do it|do that|do \S+ (?:dollars|a month)|put a check|put it|get it|"
            r"have it|talk to my)",
            r"i (?:get|got|will get) paid",
            r"i need to (?:look|check|talk|think|see|go)",
            r"i (?:lost|was laid|am on|am in the|am at|have been|am driving|am busy|am fine|was "
            r"in|am not|got laid)",
            r"i (?:thought|think so|guess|suppose so)",
            r"(?:we are|i am) not paying",
            r"not paying (?:until|it|this|that)",
            r"(?:when|how much|what) do i owe",
            r"do i (?:owe|have to)",
            r"am i (?:going to|being|in trouble)",
            r"(?:can|could) (?:you|i) (?:just )?(?:send me|mail me|email me|resend|wait|pay|call "
            r"you|get back)",
            r"did you (?:guys )?(?:mail|send|email)",
            r"you (?:guys|people)",
            r"(?:i have|i got|my|represented by) (?:an |a |own )?(?:attorney|lawyer|counsel)",
        ),
    ),
    "asks for service": (
        -1.4,
        (
            r"i (?:need|want|would like|would love|am looking|was wondering|was hoping) "
            r"(?:to|for|if|a|an|some|help|that) (?!ask|see|check|confirm|let you|speak|verify|go|"
            r"reach|know|make sure|thank|remind|talk|set|get you|discuss)",
            r"(?:that is|that will be|that would be) (?:all|it|everything)",
            r"(?:no|nope) (?:thanks|thank you)",
            r"nothing else",
            r"that (?:sounds|works|looks|seems) (?:good|great|fine|perfect|ok|okay|for me|right)",
            r"(?:thanks|thank you) (?:so much |a lot |very much )?for (?:your|the|all your|"
            r"helping)"
            r" (?:help|assistance|info|information|me)",
            r"thanks (?:a lot|so much|a bunch)",
            r"yes please",
        ),
    ),
    "speaks of own life": (
        -1.5,
        (
            r"my (?:\S+ )?(?:husband|wife|paycheck|job|kids?|boss|bank|card|check|checkbook|cell|"
            r"mom|mother|dad|father|son|daughter|budget|hours|email|mail|house|car|insurance|"
            r"account|bill|order|address|phone|social|savings|pay|attorney|lawyer|payment|name "
            r"is)",
            r"(?:hold on|hang on|one second|just a second|give me a second) let me (?:get|grab|"
            r"pull|find|see|write)",
            r"let me (?:get|grab|find) (?:a pen|my|a piece|something)",
            r"oh my god",
            r"you too",
            r"oh (?:no|okay|really|wow|god)",
        ),
    ),
}
"""Cue name to (weight, regular expressions of canonical words)."""
