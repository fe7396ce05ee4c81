"""What a collector does who keeps a rule: titles of rules say what it is to break them.

By category, and by rule where a category holds several duties. Each reads on from the collector's
name: "Alma asks whether it is a good moment".
"""

from callaudit.rulespec.categories import Category

KEPT: dict[Category, str] = {
    "vm_debt_or_payment_talk": "Leaves debt and payment out of voicemails",
    "vm_invoice_reference": "Leaves invoice and account numbers out of voicemails",
    "vm_extra_content": "Keeps voicemails short and plain",
    "vm_missing_element": "Leaves name, company, number and a request to call in voicemails",
    "mini_miranda_missing": "Gives the debt collector's disclosure",
    "identity_not_disclosed": "Says openly who is calling",
    "identity_not_verified": "Makes sure of the right person before speaking of the debt",
    "recording_not_disclosed": "Says that the call is recorded",
    "threat_violence": "Never threatens harm",
    "threat_arrest_criminal": "Never speaks of arrest or crime",
    "threat_lawsuit": "Speaks of legal action only where it is decided",
    "threat_garnish_seize": "Never threatens wages or property",
    "threat_credit": "Says of the credit report only what is so",
    "threat_referral": "Speaks of an agency only where that is true and due",
    "threat_tell_others": "Keeps the matter between the two of them",
    "threat_vague": "Says plainly what happens next, without hints",
    "false_government": "Calls under the own name and company",
    "false_attorney": "Claims no attorney who is not there",
    "false_crime": "Treats a debt as the civil matter that it is",
    "false_amount_status": "Says amounts as the ledger has them",
    "false_legal_process": "Speaks of no legal process that has not begun",
    "false_urgency": "Names only deadlines that the account has",
    "false_rights": "Tells the consumer's rights as they are",
    "false_other": "Promises only what can be kept",
    "profanity_slur": "Keeps the language clean",
    "insult_shame": "Speaks of dates and amounts, never of character",
    "harass_repeat_calls": "Agrees one next contact instead of announcing many",
    "unprofessional": "Stays courteous",
    "third_party_disclosure": "Tells nobody else of the debt",
    "location_call_violation": "Asks third parties for the address or number only",
    "call_hours": "Calls in lawful hours",
    "call_day": "Calls on days that are allowed",
    "inconvenient_time_place": "Lets go when the moment is bad",
    "work_call": "Stays away from work where calls are not allowed",
    "frequency_attempts": "Calls no more often than allowed",
    "frequency_after_conversation": "Leaves a week after a conversation",
    "cease_ignored": "Stops when asked to stop",
    "attorney_ignored": "Turns to the attorney when there is one",
    "dispute_mishandled": "Takes a dispute seriously",
    "validation_overshadowed": "Leaves the thirty days for a dispute untouched",
    "fee_unauthorized": "Adds no fee that is not owed",
    "postdated_misuse": "Handles post-dated checks as agreed",
    "payment_unauthorized": "Takes a payment only after a clear yes",
    "payment_pressure": "Asks for money without pressing",
    "card_data_exposed": "Keeps card numbers off the recording",
    "time_barred": "Says of an old debt what it is",
    "pii_exposed": "Keeps private numbers unspoken",
    "no_empathy": "Answers hardship with understanding",
    "interruption": "Lets the other finish",
    "open_ended_ask": "Proposes an amount before asking for one",
    "weak_recap": "Sums up what was agreed",
    "pace_number": "Says the number twice, slowly",
    "talk_ratio": "Asks and listens",
    "tone": "Keeps an even voice and pace",
    "followup_timing": "Follows up when it is due",
    "notes_missing": "Writes down what happened",
    "element_missing": "Says what the call is for",
}
"""One sentence a category."""

KEPT_RULES: dict[str, str] = {
    "REQ-01-caller": "Says who is calling and for which company",
    "REQ-02-invoice": "Says which invoice it is about",
    "REQ-03-amount": "Says the amount",
    "REQ-04-due": "Says when it was due",
    "REQ-05-received": "Asks whether the invoice arrived",
    "REQ-06-paydate": "Agrees a day for the payment",
    "REQ-07-contact": "Uses or confirms the contact's name",
    "FUP-01-goals": "Goes through the goals of a call on a broken promise",
    "FUP-05-sent": "Asks after a payment that is said to be sent",
    "FUP-07-positive": "Meets a promise with thanks",
    "FIRST-02-service": "Asks about the work or goods before asking for money",
    "FIRST-03-contact-details": "Confirms how an invoice is to be sent",
    "FIRST-01-assume-good": "Asks what happened instead of accusing",
    "PAY-07-options": "Offers a plan, a part or a pause",
    "PAY-08-obligation": "Reminds of the terms without menace",
    "DOC-06-prep": "Has the account's facts at hand",
    "CLOSE-01-next-step": "Closes with a clear next step",
    "CLOSE-03-courtesy": "Ends the call politely",
    "COND-07-questions": "Asks questions",
    "ID-01-verify-point": "Confirms a second fact beside the name",
    "FDCPA-1692e11-initial": "Gives the full disclosure before the talk of money",
    "FDCPA-1692e11-subsequent": "Says on later calls that a debt collector is calling",
    "FDCPA-1692e14-name": "Calls under the registered name",
    "FDCPA-1692g-notice": "Has the validation notice sent in time",
    "VM-07-number-pace": "Says the callback number twice, slowly",
    "VM-09-action": "Asks for something definite in a voicemail",
    "VM-10-length": "Keeps voicemails short",
}
"""One sentence for rules whose category holds several duties."""


def kept_title(rule: str, category: str, title: str) -> str:
    """Say what it is to keep a rule; a rule of one's own category is told by its title."""
    if rule in KEPT_RULES:
        return KEPT_RULES[rule]
    return next((said for name, said in KEPT.items() if name == category), f"Not once: {title}")
