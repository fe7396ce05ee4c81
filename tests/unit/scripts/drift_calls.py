"""An invented script and invented calls that follow, reword and skip it, each line by hand.

`CALLS` name, for every call, what became of each line: `s` said, `r` reworded, `-` skipped, `.`
not reached; in the order of the script's lines. What collectors say is written as a recogniser
writes it: numbers in words or figures, contractions, fillers, sentences run together.
"""

from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.drift import LineVerdict

SCRIPT = """---
type: first_call
party: first
---

# First call

Agent: Hello, may I speak with [contact name], please?
Agent: This is [your name] calling from [company name].
Agent: How was the [service] we did for you last month?
Agent: I'm calling about invoice [invoice number] for [amount], which was due on [due date].
Agent: Did the invoice reach you?

If the customer never received it:
    Agent: I'm sorry about that, what is the best email address to send it to?
    Agent: May I call you again once you have read it?

If the customer agrees to pay:
    Agent: When can we expect the payment, and how will you send it?

If the customer disputes it:
    Agent: I'll put the invoice on hold and send you the details in writing.

# Closing

Agent: Let me repeat that: [amount] for invoice [invoice number] by [payment date].
Agent: You can always reach me at [phone number].
Agent: Thank you for your time and have a good day.
"""

VERDICTS = {
    "s": LineVerdict.SAID,
    "r": LineVerdict.REWORDED,
    "-": LineVerdict.SKIPPED,
    ".": LineVerdict.NOT_REACHED,
}

CALLS: dict[str, tuple[str, str]] = {
    "to the letter, agrees": (
        "sssss..s.sss",
        """
A: Hello, may I speak with Dara Whitlock, please?
C: Speaking.
A: This is Owen Tate calling from Fernhill Roofing. How was the repair we did for you last month?
C: Fine, thanks.
A: I'm calling about invoice 5521 for $310, which was due on March 3rd. Did the invoice reach you?
C: Yes. I'll pay it Friday.
A: When can we expect the payment, and how will you send it?
C: Friday, by check.
A: Let me repeat that: $310 for invoice 5521 by Friday. You can always reach me at 614-555-0171.
A: Thank you for your time and have a good day.
""",
    ),
    "heard by a recogniser": (
        "sssss..s.sss",
        """
A: hello may i speak with dara whitlock please
C: yes this is she
A: this is owen tate calling from fernhill roofing um how was the repair we did for you last month
C: good
A: i'm calling about invoice five five two one for three hundred ten dollars which was due on \
march third did the invoice reach you
C: it did i will pay
A: when can we expect the payment and uh how will you send it
C: friday
A: let me repeat that three hundred ten dollars for invoice five five two one by friday
A: you can always reach me at six one four five five five zero one seven one
A: thank you for your time and have a good day
""",
    ),
    "never received": (
        "sssssss..-ss",
        """
A: Hello, may I speak with Ian Crewe?
C: That's me.
A: This is Owen Tate calling from Fernhill Roofing. How was the work we did for you last month?
C: All good.
A: I'm calling about invoice 77 for $90, which was due on May 1st. Did the invoice reach you?
C: No, I never got it.
A: I'm sorry about that, what is the best email address to send it to?
C: ian at crewe dot example.
A: May I call you again once you have read it?
C: Sure.
A: You can always reach me at 614-555-0171. Thank you for your time and have a good day.
""",
    ),
    "disputes": (
        "sssss...s-ss",
        """
A: Hello, may I speak with Nell Aston, please?
C: Yes.
A: This is Owen Tate calling from Fernhill Roofing. How was the gutter we did for you last month?
C: It leaks! I won't pay for that.
A: I'm calling about invoice 602 for $450, which was due on June 9th. Did the invoice reach you?
C: It did and I dispute it.
A: I'll put the invoice on hold and send you the details in writing.
C: Good.
A: You can always reach me at 614-555-0171. Thank you for your time, have a good day.
""",
    ),
    "skips the small talk": (
        "ss-ss..s.-ss",
        """
A: Hello, may I speak with Dara Whitlock please?
C: Speaking.
A: This is Mona Frey calling from Fernhill Roofing.
A: I'm calling about invoice 5521 for $310, which was due on March 3rd. Did the invoice reach you?
C: Yes.
A: When can we expect the payment, and how will you send it?
C: By card on Monday.
A: You can always reach me at 614-555-0171. Thank you for your time and have a good day.
""",
    ),
    "in words of her own": (
        "rrrrr..r.rrr",
        """
A: Hi, could I speak to Dara Whitlock?
C: Speaking.
A: Hi Dara, Mona Frey here, I'm calling you from Fernhill Roofing.
A: So how did you like the repair that we did last month?
C: It was okay.
A: The reason I'm calling is your invoice 5521, it's $310 and it was due back on March 3rd.
A: Have you received that invoice, did it reach your office?
C: Yes.
A: So when do you think you'll send the payment, when can we expect that?
C: Monday.
A: Okay so let me just go over that once more, you'll pay $310 on invoice 5521 by Monday.
A: If anything comes up just reach me on 614-555-0171.
A: Thanks so much for your time today and have a great one.
""",
    ),
    "blunt": (
        "s--r-..r.---",
        """
A: Hello, may I speak with Ian Crewe, please?
C: Yes.
A: You owe us $90 on invoice 77 that was due in May.
C: I know.
A: So when can we expect payment?
C: Next week.
A: It had better be there.
""",
    ),
    "ends early": (
        "ss---....---",
        """
A: Hello, may I speak with Ian Crewe, please?
C: Who is this?
A: This is Mona Frey calling from Fernhill Roofing.
C: Not interested.
""",
    ),
    "another talk altogether": (
        "-----....---",
        """
A: The ladder is still in your yard, could someone pick it up on Tuesday?
C: Sure, Tuesday is fine.
A: Great, I'll tell the crew.
""",
    ),
    "another order": (
        "sssss..s.sss",
        """
A: Hello, may I speak with Nell Aston, please?
C: Yes.
A: I'm calling about invoice 602 for $450, which was due on June 9th.
A: This is Owen Tate calling from Fernhill Roofing.
A: How was the gutter we did for you last month?
C: Good.
A: Did the invoice reach you?
C: Yes, I'll pay.
A: When can we expect the payment, and how will you send it?
C: Friday.
A: You can always reach me at 614-555-0171.
A: Let me repeat that: $450 for invoice 602 by Friday.
A: Thank you for your time and have a good day.
""",
    ),
    "promises the details": (
        "ss-sr...r-s-",
        """
A: Hello, may I speak with Nell Aston please?
C: Yes.
A: This is Mona Frey calling from Fernhill Roofing.
A: I'm calling about invoice 602 for $450 which was due on June 9th. Did you get the invoice, did \
it reach you?
C: That's wrong, I never ordered it.
A: Okay, the invoice goes on hold for now and we'll send the details to you in writing.
C: Thank you.
A: You can always reach me at 614-555-0171.
""",
    ),
    "half a line": (
        "ss-rs..r.-s-",
        """
A: Hello, may I speak with Dara Whitlock?
C: Yes.
A: This is Owen Tate calling from Fernhill Roofing.
A: I'm calling about an invoice of $310.
C: Okay.
A: Did the invoice reach you?
C: Yes.
A: And how will you be sending the payment?
C: Card.
A: You can always reach me at 614-555-0171.
""",
    ),
}


def conversation(said: str) -> Conversation:
    """Return a call with a second for every word."""
    turns: list[Turn] = []
    at = 0.0
    for index, line in enumerate(said.strip().splitlines()):
        who, text = line.split(": ", 1)
        end = at + len(text.split())
        speaker = Speaker.AGENT if who == "A" else Speaker.CUSTOMER
        turns.append(Turn(index=index, speaker=speaker, text=text, start_s=at, end_s=end))
        at = end
    return Conversation(call_id="call", turns=tuple(turns))
