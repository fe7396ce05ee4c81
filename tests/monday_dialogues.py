"""Invented lines that the generated calls are put together from: good ones and bad ones.

`{…}` are slots of a call: consumer, agent, company, creditor, invoice, amount, due …
"""

HELLOS = ("customer: Hello?", "customer: Hi, who is this?", "customer: Yes, hello.")

OPENINGS = {
    "good": (
        "agent: Good morning, this is {agent} calling from {company} on a recorded line. "
        "May I speak with {consumer}? / customer: This is {first}.",
        "agent: Hi, my name is {agent} with {company}, this call is being recorded. "
        "Is this {consumer}? / customer: Yes, speaking.",
    ),
    "hurried": (
        "agent: {first}? It's {agent_first}. / customer: Yes, what is it?",
        "agent: Am I talking to {consumer}? / customer: You are. Who is asking?",
    ),
}

VERIFICATIONS = (
    "agent: Thank you. To be sure I am speaking with the right person, could you confirm your "
    "date of birth or the last four of your phone number? / customer: It ends in {last_four}. / "
    "agent: Thank you, {first}, that matches.",
    "agent: Before I go on, can you verify your street address for me? / "
    "customer: Sure, it is 14 Willow Lane. / agent: Thank you, that is what I have.",
)

MINI_MIRANDAS = (
    "agent: This is an attempt to collect a debt, and any information obtained will be used for "
    "that purpose. This communication is from a debt collector.",
    "agent: I have to tell you that this is a communication from a debt collector, this is an "
    "attempt to collect a debt, and any information obtained will be used for that purpose.",
)

PURPOSES = (
    "agent: I'm calling about invoice {invoice} from {creditor}, for {amount}, which was due on "
    "{due}. Did you receive the invoice? / customer: I think I did, yes.",
    "agent: The reason for my call is the balance of {amount} on invoice {invoice} with "
    "{creditor}. It was due {due}. Have you received it? / customer: Yes, it is somewhere here.",
)

OUTCOMES = {
    "promise": (
        "agent: When can we expect the payment? / customer: I can pay it on {pay_day} by card. / "
        "agent: Thank you. So that is {amount} by card on {pay_day}, is that right? / "
        "customer: That is right.",
        "agent: What date works for you to pay the {amount}? / "
        "customer: I will send a check on {pay_day}. / agent: So {amount} by check on {pay_day}. "
        "I will note that. / customer: Okay.",
    ),
    "dispute": (
        "agent: When can you take care of it? / customer: I dispute this, the work was never "
        "finished. / agent: I understand. I will mark the account as disputed, stop collecting "
        "and send you verification in writing. / customer: Good, thank you.",
    ),
    "dispute_ignored": (
        "agent: So when will you pay? / customer: I don't owe this, I want to dispute it. / "
        "agent: Everybody says that. You still need to pay the {amount} today. / "
        "customer: That is not fair.",
    ),
    "hardship": (
        "agent: When can we expect the payment? / customer: I lost my job in the spring and money "
        "is short. / agent: I am sorry to hear that. We could split it in three monthly payments, "
        "would that help? / customer: Maybe, send me the details please. / "
        "agent: I will send them today. Thank you for telling me.",
    ),
    "stop": (
        "agent: When can you pay this? / customer: Please stop calling me, write to me instead. / "
        "agent: I understand, we will not call you again, you will get a letter. Goodbye. / "
        "customer: Bye.",
    ),
    "attorney": (
        "agent: When can you pay this? / customer: I have a lawyer for this, Ines Holt, talk to "
        "her. / agent: Thank you, then I will contact your attorney and not you. May I have her "
        "phone number? / customer: It is 614-555-0177.",
    ),
    "refusal": (
        "agent: When can we expect the payment? / customer: I refuse to pay this. / "
        "agent: I understand. I will note that you refuse to pay. / customer: Do that.",
    ),
}

THREATS = (
    "agent: If you don't pay by Friday we will have you arrested. / customer: Are you serious?",
    "agent: We are going to garnish your wages and tell your boss about this. / "
    "customer: You can't do that.",
    "agent: Listen, only a deadbeat does not pay his bills. You should be ashamed. / "
    "customer: Excuse me?",
    "agent: I will call you every single day, ten times a day, until you pay. / customer: What?",
)

HOSTILE = (
    'customer: =HYPERLINK("http://example.invalid","pay here") is what your mail said. / '
    "agent: Please do not open that, it was not ours.",
    "customer: Your mail had <script>alert('owed')</script> in it & nothing else. / "
    "agent: I am sorry, I will pass that on.",
)

CLOSINGS = {
    "good": (
        "agent: Is there anything else I can help you with? Thank you, {first}, have a good day. / "
        "customer: You too, bye.",
        "agent: Thank you for your time today, {first}. Goodbye. / customer: Goodbye.",
    ),
    "bad": ("agent: Fine. Bye.",),
}

VOICEMAILS = {
    "good": (
        "system: You have reached {spoken_phone}. Please leave a message after the tone. / "
        "agent: Hello, this is {agent} calling for {consumer}. Please call me back at "
        "{spoken_phone}. Again, the number is {spoken_phone}. Thank you.",
        "system: Nobody is here to take your call, leave a message. / "
        "agent: Hi, this message is for {consumer}. This is {agent}. Please give me a call at "
        "{spoken_phone}. That's {spoken_phone}. Thank you and have a nice day.",
    ),
    "debt": (
        "system: Please leave a message after the tone. / "
        "agent: Hello {first}, {agent} from {company}, about your past due balance of {amount} on "
        "invoice {invoice}. Pay it today. Call {spoken_phone}.",
    ),
    "no_number": (
        "system: Please leave a message after the tone. / "
        "agent: {first}, this is {agent_first}. You know what this is about. Call me back.",
    ),
}

THIRD_PARTIES = {
    "good": "third_party: Hello? / agent: Hello, this is {agent}, is {consumer} there? / "
    "third_party: No, I am the neighbour. / agent: Thank you, I will try again another time. "
    "Goodbye. / third_party: Bye.",
    "debt": "third_party: Hello? / agent: Is {consumer} home? / third_party: No, this is the "
    "roommate, what is it about? / agent: {first} owes {creditor} {amount}, tell {first} to pay. / "
    "third_party: I will pass it on.",
}

UNCLEAR = (
    "unknown: Hello, it is about the account. / unknown: Which account? / "
    "unknown: The one with {creditor}, {amount}. / unknown: I will look at it."
)

INBOUND = (
    "agent: Thank you for calling {company}, this is {agent}, this call is recorded. How can I "
    "help? / customer: This is {consumer}, I got a letter about invoice {invoice}."
)
