"""Begin a script that holds what the rules require of its sort."""

from callaudit.core.metadata import CallType, CollectorParty, DebtType
from callaudit.rulespec.policy import Policy
from callaudit.scripts.script_type import ScriptType
from callaudit.text.required import load_required, required_path

SORTS = (
    ScriptType.VOICEMAIL,
    ScriptType.FIRST_CALL,
    ScriptType.SECOND_ATTEMPT,
    ScriptType.FOLLOW_UP_PROMISE,
)
"""Sorts that a script can be begun for."""

_ATTEMPTS = {ScriptType.VOICEMAIL: 1, ScriptType.FIRST_CALL: 1}

MESSAGE = (
    "Hello, this is [agent name] with [company name]. Please call me back at [phone number].\n"
    "Once more, the number is [phone number]. Thank you."
)

DISPUTE = "You may dispute this debt; if you do, tell me and I will write it down."
"""What an agency's first call says of a dispute."""

_SAYS = {
    "mini_miranda": "This is an attempt to collect a debt, and any information obtained will be"
    " used for that purpose. This call is from a debt collector.",
    "invoice_number": "I'm calling about invoice [invoice number].",
    "amount": "The amount is [amount].",
    "due_date": "It was due on [due date].",
    "invoice_received_asked": "Did the invoice reach you?",
    "payment_date": "Could you pay it by [payment date]?",
}
"""The sentence for each required element that one sentence is enough for, in order."""


def new_script(sort: ScriptType, policy: Policy) -> str:
    """Return a script in Markdown, from the elements that calls of its sort must have.

    It passes its own lint under the policy it was made for.
    """
    party, debt = policy.assume_party, policy.assume_debt
    head = (
        f"---\ntype: {sort.value}\nparty: {party.value}\ndebt: {debt.value}\n"
        f"attempt: {_ATTEMPTS.get(sort, 2)}\npolicy: {policy.name}\n---\n\n"
        f"# {sort.value.replace('_', ' ').capitalize()}\n\n"
    )
    if sort is ScriptType.VOICEMAIL:
        return f"{head}Agent: {MESSAGE}\n"
    return head + _call(sort, party, debt)


def _call(sort: ScriptType, party: CollectorParty, debt: DebtType) -> str:
    needed = load_required(required_path()).elements_of(CallType(sort.value), party)
    says = [sentence for name, sentence in _SAYS.items() if name in needed]
    agency = party is CollectorParty.THIRD and debt is DebtType.CONSUMER
    if agency and _SAYS["mini_miranda"] not in says:
        says.insert(0, _SAYS["mini_miranda"])
    if agency and sort is ScriptType.FIRST_CALL:
        says.insert(1, DISPUTE)
    lines = [
        "Agent: Hello, may I speak with [contact name], please?",
        "Customer: Speaking.",
        "Agent: This is [agent name] with [company name]. This call may be recorded."
        + (" To be sure I have the right person, what is your date of birth?" if agency else ""),
        "Customer: It is [date of birth]." if agency else "Customer: Hello.",
    ]
    if sort is ScriptType.FIRST_CALL and not agency:
        lines += ["Agent: How was the [service] we did for you?", "Customer: Fine, thank you."]
    if sort is not ScriptType.FIRST_CALL:
        lines += ["Agent: Is there any problem with the invoice?", "Customer: No."]
    lines += [f"Agent: {' '.join(says)}", "Customer: Yes, I can."]
    lines.append(
        "Agent: Thank you. So that is [amount] on [payment date] by [payment method]. What is the "
        "best email address to confirm it? You can reach me at [phone number]. Goodbye."
    )
    return "\n\n".join(lines) + "\n"
