"""A script of short lines and calls that follow, reword and miss it, marked as in `drift_calls`."""

SHORT_SCRIPT = """---
type: second_attempt
party: first
---

Agent: Hello, may I speak with [contact name], please?
Agent: This is [agent name] from [company].
Agent: Invoice [invoice number] is still open.
Agent: It was due on [due date].
Agent: Could you pay it by [payment date]?
Agent: Call me at [phone number].
Agent: Have a good day.
"""

SHORT_CALLS: dict[str, tuple[str, str]] = {
    "rude": (
        "-------",
        """
A: Dana? Where is my money?
C: Who is this?
A: You are late. Pay the bill.
C: What bill?
A: You have ignored me.
""",
    ),
    "to the letter": (
        "sssssss",
        """
A: Hello, may I speak with Rosa Quill, please?
C: Speaking.
A: This is Ben Hart from Juniper Fence. Invoice 881 is still open. It was due on May 2nd.
C: I know.
A: Could you pay it by Friday?
C: Yes.
A: Call me at 614-555-0188. Have a good day.
""",
    ),
    "in words of his own": (
        "rrrrrsr",
        """
A: Hi, could I speak to Rosa Quill?
C: Speaking.
A: It's Ben Hart, from Juniper Fence.
A: You've still got invoice 881 open here. That was due May 2nd.
C: I know.
A: Can you get it paid by next Tuesday?
C: Yes.
A: You can call me on 614-555-0188. Have a great day.
""",
    ),
    "heard by a recogniser": (
        "sssss-s",
        """
A: hello may i speak with rosa quill please
C: speaking
A: this is ben hart from juniper fence
A: invoice eight eight one is still open it was due on may second
C: okay
A: could you pay it by the ninth
C: sure
A: have a good day
""",
    ),
    "vague": (
        "s---r--",
        """
A: Hello, may I speak with Rosa Quill, please?
C: Speaking.
A: This is about money. The shop is still open on Sundays. It was fun.
C: Sorry?
A: Could you pay it?
C: When?
A: Call your mother. Have a seat.
""",
    ),
    "another talk": (
        "----r--",
        """
A: Is Rosa there?
C: Speaking.
A: This is ridiculous. I told you in May. You still owe 200 dollars.
C: I know.
A: Pay me by Monday or else.
C: Fine.
A: I'll call you at noon. Good luck.
""",
    ),
}
