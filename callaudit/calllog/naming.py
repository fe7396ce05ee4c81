"""Names of columns and keys: one spelling inside, and the nearest known one for a stranger."""

import re
from collections.abc import Iterable
from functools import lru_cache

NEAREST_SCORE = 60.0
"""Similarity (0 to 100) below which no name is suggested: it would only mislead."""


SURE_SCORE = 85.0
"""Similarity that is a slip of the finger; below, a known name inside the strange one goes first:
`phone_number` is more like `phone` than like `invoice_number`."""


USUAL = {
    "call_id": "call_ref call_reference reference uuid interaction_id contact_id session_id",
    "recording": "file filename file_name audio wav recording_file recording_path",
    "start": "dial_time call_time time date datetime date_time timestamp call_date called_at "
    "start_time started started_at begin",
    "duration_s": "duration seconds secs talk_time length call_length handle_time",
    "result": "outcome disposition dispo status call_result call_status result_code",
    "direction": "call_type inbound_outbound",
    "phone": "telephone tel number dialed dialled dialed_number number_dialed ani dnis called",
    "phone_type": "line_type number_type",
    "agent_name": "agent collector rep representative operator user caller",
    "agent_id": "collector_id rep_id user_id operator_id",
    "company": "agency firm",
    "consumer_id": "customer_id debtor_id client_id person_id party_id",
    "consumer_name": "customer debtor name debtor_name contact_name",
    "consumer_state": "state st region province",
    "consumer_zip": "zip zip_code zipcode postal postal_code postcode",
    "location_confirmed_tz": "timezone time_zone tz",
    "debt_id": "acct account account_id account_number account_no acct_no file_number case_number",
    "invoice_number": "invoice invoice_no inv_no inv",
    "creditor": "client client_name original_creditor",
    "amount": "balance balance_due amount_due due debt total current_balance",
    "due_date": "due_on payment_due invoice_due",
    "days_past_due": "dpd days_late days_overdue",
    "notes": "note comment comments remarks memo",
}
"""What diallers and ledgers call the columns."""

_MEANT = {word: ours for ours, words in USUAL.items() for word in words.split()}


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """Return a name in our spelling: `Call ID`, `call-id` and `CALL_ID` are `call_id`."""
    return re.sub(r"[\s\-.]+", "_", text.strip()).casefold()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like this one, None if none is near.

    Example: `agent_nmae` gives `agent_name`.
    """
    from rapidfuzz import fuzz

    own = plain_name(name)
    scored = sorted((-fuzz.ratio(own, plain_name(one)), one) for one in known)
    if not scored:
        return None
    score, best = -scored[0][0], scored[0][1]
    if score < SURE_SCORE:
        words = set(own.split("_"))
        inside = [one for _, one in scored if set(plain_name(one).split("_")) <= words]
        if inside:
            return inside[0]
    return best if score >= NEAREST_SCORE else None


def column_suggestion(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence on a strange column: what it usually means, or is spelled like.

    Example: `Outcome` gives `; did you mean "result"?`.
    """
    meant = _MEANT.get(plain_name(name))
    return f'; did you mean "{meant}"?' if meant else suggestion(name, known)


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "agent_name"?` or nothing, to end a sentence with."""
    name_like_it = nearest(name, known)
    return f'; did you mean "{name_like_it}"?' if name_like_it else ""
