"""Words that decide where a name begins and ends; no list of names."""

WEEKDAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december".split()
)

NO_NAME = WEEKDAYS_AND_MONTHS | frozenset(
    """a about absolutely accept account accounting accounts actually afternoon again ahead all
    almost already alright also am an and another any anybody anyone anything anyway are around as
    ask at available awesome back bad bankruptcy because been before behind being best better
    between billing bring broken busy but by bye call called caller calling calls can cannot card
    cash certainly check clear close collect coming completely concerning confirming correct could
    crazy customer date day days debt definitely did different difficult do does doing done dollars
    down due during either end enough even evening ever every everybody everyone everything exactly
    excellent extension fair fantastic final fine first five folks following for four friend from
    full fully funny further gentleman get getting give giving glad go going gonna good got great
    guy guys had happy hard has have having he hello help her here herself hey hi him himself his
    hm hold holding home honestly hope hoping how however i if important impossible in into invoice
    is it its itself just kind know lady last late later left let like listen little live long look
    looking lost ma'am maam madam made mail make many may maybe me mean message might mine miss
    more morning most much must my myself name need nervous never new next nice nine no nobody none
    normal not nothing now number of off office oh ok okay old on once one only open or order other
    our out outstanding over overdue paid past pay paying payment pending people perfect personal
    please pm possible private probably problem put question quick quite ready really recorded
    reference regarding related responsible right ridiculous sad safe said same saying second see
    seriously seven several she should showing sick simply since sir six so some somebody someone
    something soon sorry speaking spoke still stupid sure sweetheart take talking ten terrible than
    thank thanks that the their them then there these they thing think third this those though
    three time tired to today together told tomorrow tonight too totally tough trouble true trying
    twelve two um uh under understood unbelievable up urgent us used useful very wait was way we
    weekend week welcome well were what when where whether which while who whoever whole why will
    with within without wonderful work working would wow wrong yeah yep yes yesterday yet you your
    yours yourself zero dear buddy man dude hun honey bro everybody's mom dad mother father wife
    husband son daughter brother sister roommate boss manager owner neighbor neighbour girlfriend
    boyfriend partner secretary assistant receptionist supervisor attorney lawyer""".split()
)
"""Words that follow "this is", "hi" or "speaking with" and are no name."""

AMBIGUOUS_NAMES = frozenset(
    "will bill mark may grant rose hope art frank chase grace faith joy dawn summer penny rich "
    "jack page drew sue pat miles dale guy dean gene max ray rob robin skip wade wayne king price "
    "young long best cash banks gold small day cook carpenter baker west north brown green black "
    "white gray grey rice love wise early moore church park parks hall case field stone bank read "
    "post bond bright power sharp strong major minor mason daily holder payne".split()
)
"""Names that are also plain words: outside a name's place they count only with a capital."""

NO_COMPANY = frozenset(
    """again about regarding calling how i we my your his her our please hoping trying hey um uh so
    just is it to for because this that who can could do did are was were here today yesterday
    tomorrow you they he she on in by at with from if when what and or but returning following
    looking i'm we're speaking number before after not no yes a an me them him up out off over
    there then now as thanks thank okay ok also work home school the checking reaching letting
    concerning hello hi good morning may am back wondering leaving both anymore would will should
    might whose where why have has had let need want it's i've we've does did""".split()
)
"""Words that end a company's name in text without capitals, or cannot begin one."""

DEPARTMENTS = frozenset(
    "accounting accounts billing collections payables receivables payroll finance credit "
    "customer management corporate headquarters reception legal".split()
)
"""Words after "from" or "in" that name a department when nothing else follows."""

COMPANY_JOINERS = frozenset({"and", "&", "of"})
"""Words inside a company's name, never its end."""

COMPANY_ENDS = frozenset(
    "group services recovery recoveries collections agency company associates solutions financial "
    "bank bancorp credit supply inc llc corp corporation partners systems plumbing roofing heating "
    "foods market store restaurant cafe hotel properties realty logistics construction builders "
    "farms bakery motors trucking designs studio studios electric landscaping catering cleaning "
    "fencing flooring painting insurance rentals holdings storage tire fitness telecom "
    "orthodontics dentistry veterinary imaging laboratory "
    "dental medical hospital clinic enterprises industries capital funding".split()
)
"""Last words that make a name a company's, also after "this is"."""

ROLES = frozenset(
    "manager supervisor representative specialist director coordinator associate assistant "
    "administrator clerk receptionist owner lead department dept team office desk division unit "
    "accounts accounting services relations care support billing".split()
)
"""Last words of what a caller is or works in: "operations manager", "in the accounts team"."""

RELATIONS = frozenset(
    "wife husband son daughter brother sister mother father mom dad roommate boss manager office "
    "phone number voicemail house assistant partner girlfriend boyfriend attorney lawyer".split()
)
"""After a possessive the speaker is not the one named: "this is Daniel's brother"."""
