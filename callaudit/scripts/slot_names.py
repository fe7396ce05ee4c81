"""What slots are called: every meaning with its names, the value it is read with, its element."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlotMeaning:
    """One thing a collector fills in.

    `value` is an invented one, spoken in the slot's place so that the rules judge the sentence a
    customer will hear. `names` are what scripts call it; the first is how we call it.
    """

    kind: str
    value: str
    names: tuple[str, ...]


def _meaning(kind: str, value: str, names: str) -> SlotMeaning:
    return SlotMeaning(kind, value, tuple(name.strip() for name in names.split(",")))


CREDITOR_VALUE = "Larkspur Supply"
"""The invented company of every script."""

MEANINGS = (
    _meaning(
        "agent_name",
        "Morgan Reyes",
        "your name, agent name, my name, agent, rep name, representative name, collector name,"
        " collector, caller name, name of caller, agent first name, your full name, rep, "
        "representative,"
        " your first name, staff name, employee name, first and last name, caller, our name",
    ),
    _meaning(
        "company_name",
        CREDITOR_VALUE,
        "company name, company, your company, business name, your company name, agency name, "
        "agency,"
        " business, our company, organization, organisation, firm name, firm, company you work for,"
        " name of company, your business name, our business name, practice name, store name, the "
        "company",
    ),
    _meaning(
        "creditor",
        CREDITOR_VALUE,
        "creditor, creditor name, client name of creditor, original creditor, current creditor,"
        " merchant, vendor, vendor name, supplier",
    ),
    _meaning(
        "contact_name",
        "Jordan Ellis",
        "contact name, customer name, client name, customer, name, client, consumer name, consumer,"
        " debtor name, debtor, recipient, recipient name, first name, last name, full name, "
        "customer first name,"
        " their name, name of customer, name of contact, person name, contact person, mr ms name,"
        " contact, clients name, customers name, patient name, account holder, right party, "
        "title and name,"
        " debtor first, debtor last, given name, family name, surname",
    ),
    _meaning(
        "invoice_number",
        "4471",
        "invoice number, invoice, invoice no, invoice #, invoice id, inv no, inv number, bill "
        "number,"
        " reference number, reference, ref number, invoice reference, document number, order "
        "number",
    ),
    _meaning(
        "account_number",
        "ending in 82",
        "account number, account, account no, account reference, acct number, acct, file number,"
        " case number, customer number, client number",
    ),
    _meaning(
        "amount",
        "$212.40",
        "amount, amount due, balance, balance due, total, total due, invoice amount, sum, "
        "outstanding amount,"
        " outstanding balance, amount owed, dollar amount, invoice total, owed amount, past due "
        "amount,"
        " current balance, total balance, debt amount, dollars,"
        " remaining balance, remaining amount, unpaid balance, open balance, amount in dollars",
    ),
    _meaning(
        "offer_amount",
        "$106.20",
        "payment amount, installment amount, instalment amount, installment, down payment, "
        "settlement amount,"
        " partial amount, minimum payment, deposit, partial payment amount, offer amount, half "
        "the amount,"
        " promised amount, agreed amount, monthly amount, proposed amount",
    ),
    _meaning(
        "due_date",
        "October 19th",
        "due date, date due, invoice due date, original due date, payment due date, due, date it "
        "was due,"
        " date payment was due, maturity date",
    ),
    _meaning(
        "invoice_date",
        "September 19th",
        "invoice date, date of invoice, sent date, date sent, mailing date, date invoice was "
        "sent, bill date,"
        " date of service, service date, delivery date, order date, date mailed",
    ),
    _meaning(
        "payment_date",
        "Wednesday November 25th",
        "payment date, date of payment, promised date, promise date, date promised, agreed date, "
        "pay date,"
        " date they will pay, expected payment date, pay by date, date they gave, day of payment,"
        " agreed day,"
        " proposed date, specific date, deadline, date agreed, date customer named, date you "
        "will pay,"
        " new payment date, new date, next payment date, settlement date",
    ),
    _meaning(
        "days_past_due",
        "30",
        "days past due, days overdue, number of days, days late, days outstanding",
    ),
    _meaning(
        "callback_number",
        "614-555-0134",
        "phone number, number, callback number, call back number, telephone number, your number,"
        " your phone number, contact number, phone, company phone, direct number, direct line, "
        "toll free number,"
        " telephone, our number, company number, return number, office number, number slowly,"
        " tel, callback, call back, 1 800 number, 800 number, phone line",
    ),
    _meaning(
        "fee",
        "$18.00",
        "fee, late fee, fee amount, late charge, service charge, convenience fee, collection fee,"
        " interest, interest amount, finance charge",
    ),
    _meaning("percent", "10%", "percent, percentage, discount, rate, interest rate"),
    _meaning("extension", "12", "extension, ext, extension number, your extension"),
    _meaning(
        "payment_method",
        "check",
        "payment method, method of payment, method, how they will pay, form of payment",
    ),
    _meaning("check_number", "1182", "check number, cheque number, check no"),
    _meaning(
        "email",
        "billing@larkspur.example",
        "email, email address, e mail, e mail address, billing email",
    ),
    _meaning(
        "address",
        "12 Ferry Road",
        "address, mailing address, street address, billing address, office address",
    ),
    _meaning(
        "goods",
        "garden supplies",
        "service, services, product, products, goods, service type, description, item, items, "
        "product or service,"
        " what they bought, description of goods, job, project, work done, order",
    ),
    _meaning(
        "today",
        "Wednesday November 18th",
        "date, today, day, current date, todays date, day and date, weekday",
    ),
    _meaning(
        "call_time",
        "one thirty p.m.",
        "time, time of day, current time, time of call, callback time, hour, best time",
    ),
    _meaning(
        "hours",
        "nine a.m. to five p.m.",
        "hours, business hours, office hours, opening hours, times, calling hours",
    ),
    _meaning(
        "confirmation",
        "7719",
        "confirmation number, confirmation, confirmation code, receipt number,"
        " ticket number, ticket",
    ),
    _meaning(
        "street_number",
        "12",
        "street number, house number, last four digits, last 4, date of birth, zip code, zip",
    ),
    _meaning(
        "part_of_day",
        "afternoon",
        "morning, afternoon, evening, morning afternoon, time of day greeting,"
        " morning afternoon evening, am pm",
    ),
    _meaning(
        "salutation", "Mr.", "mr, ms, mrs, mr ms, mr mrs, title, mr mrs ms, sir madam, sir maam"
    ),
    _meaning(
        "supervisor",
        "Casey Lund",
        "manager, manager name, supervisor, supervisor name, team lead, other contact",
    ),
    _meaning("state", "Ohio", "state, city, city and state, town, location"),
    _meaning(
        "website",
        "larkspur.example",
        "website, web site, url, payment link, link, portal, payment portal,"
        " portal url, web portal, portal link, payment url, payment page",
    ),
)
"""The closed list, most specific names first where two are alike."""

BY_KIND = {meaning.kind: meaning for meaning in MEANINGS}
"""Every meaning by its kind."""

ELEMENTS = frozenset(
    {
        "agent_name",
        "company_name",
        "contact_name",
        "invoice_number",
        "amount",
        "due_date",
        "payment_date",
        "callback_number",
        "payment_method",
        "check_number",
        "days_past_due",
    }
)
"""Meanings that are required elements of a call of the same name."""
