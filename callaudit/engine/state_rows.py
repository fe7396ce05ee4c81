"""Which rows of the state table a call falls under."""

from datetime import date

from callaudit.calllog.places import county_of, states_of
from callaudit.core.call import Call
from callaudit.core.metadata import CollectorParty
from callaudit.rulespec.jurisdictions import Jurisdictions, StateRow, Topic
from callaudit.rulespec.policy import Policy

STRICTEST = "recording.strictest_state"
SITES = "recording.site_states"
OVERRIDES = "state_overrides"


def states_of_call(call: Call, policy: Policy, topic: Topic) -> tuple[str, ...]:
    """Return the states whose rows count.

    A recording falls under the consumer's states and, where the policy asks for the strictest
    state, under those in which the house's collectors sit. Everything else falls under the
    consumer's states alone.
    """
    consumer = states_of(call.metadata)
    if topic == "recording_consent" and policy.setting(STRICTEST):
        return tuple(sorted({*consumer, *policy.setting(SITES)}))
    return consumer


def rows_of_call(
    table: Jurisdictions, call: Call, policy: Policy, *, topic: Topic, party: CollectorParty
) -> tuple[tuple[StateRow, ...], str]:
    """Return the rows on a topic that bind this call, and what is not known of its place.

    None bind where the policy turns state rows off, or where no state has one. A row of a city
    binds where the ZIP code lies in it; without a ZIP code the second value says so.
    """
    if not policy.setting(OVERRIDES) or not table.speaks_of(topic):
        return (), ""
    states = states_of_call(call, policy, topic)
    if not states:
        return (), "The consumer's state is not known"
    day = _day(call)
    rows = [
        row
        for row in table.of(topic, states)
        if row.binds(party) and (day is None or row.in_force(day))
    ]
    if not any(row.counties for row in rows):
        return tuple(rows), ""
    county = county_of(call.metadata.consumer.zip)
    unplaced = [row for row in rows if row.counties and county is None]
    unknown = (
        f"No ZIP code tells whether the consumer is in {unplaced[0].place}" if unplaced else ""
    )
    return tuple(row for row in rows if not row.counties or county in row.counties), unknown


def _day(call: Call) -> date | None:
    return None if call.metadata.start is None else call.metadata.start.date()
