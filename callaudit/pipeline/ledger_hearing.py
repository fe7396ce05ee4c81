"""Ask the sound for values of the ledger that were not heard, so that none is heard into it.

Words are recognised without the call log, so what agrees with it was said. Where a value was not
heard, or another was, the recogniser weighs how well the ledger's fits the sound, against what
was heard and against invented values of the same form. That alone proves nothing: a value counts
as agreeing only if a second hearing gives it that was told nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from callaudit.core.call import Call
from callaudit.core.entity import Element
from callaudit.core.interval import Interval
from callaudit.core.transcript import SpanHearing
from callaudit.pipeline.ledger_ear import LedgerEar, Spot
from callaudit.pipeline.second_hearing import reheard
from callaudit.text.elements import find_elements
from callaudit.text.ledger_forms import NAMES, decoys, digits_of, ledger_value, written_forms
from callaudit.text.ledger_places import LedgerPlace, places_of
from callaudit.text.required import missing_elements

if TYPE_CHECKING:
    from callaudit.core.recording import Recording
    from callaudit.pipeline.hearing_tools import HearingTools

MOST_PLACES = 4
"""Places asked in one call: each costs about a second."""

CONTEXT_WORDS = 6
"""Words before and after a place that are heard with it."""

MARGIN_S = 0.3
"""Sound around those words."""

LONGEST_S = 24.0
"""What one question holds at most, with the sound that a wider hearing adds."""

WORSE_BY = {True: 6.0, False: 3.0}
"""By how much the ledger's value may fit worse than what was heard and still be possible; of
names (true) and of numbers. In natural logarithms of the odds. A misheard name fits up to 6
worse than the words it was taken for; a number that was heard rightly fits 3 better than others.
"""

BETTER_BY = {True: 5.0, False: 3.0}
"""By how much it must fit better than every invented value."""


class Weighed(NamedTuple):
    """How well what was heard, the ledger's value and the likeliest invented one fit a sound."""

    heard: float
    ledger: float
    invented: float

    def possible(self, *, name: bool) -> bool:
        """Tell whether the sound may hold the ledger's value."""
        near = self.ledger >= self.heard - WORSE_BY[name]
        return near and self.ledger >= self.invented + BETTER_BY[name]

    def likelier(self, *, name: bool) -> bool:
        """Tell whether the ledger's value fits at least as well as what was heard."""
        return self.possible(name=name) and self.ledger >= self.heard


class Ear(Protocol):
    """What knows the sound: see `LedgerEar`."""

    def weigh(self, spot: Spot, texts: Sequence[str]) -> tuple[float, ...]:
        """Return the log-probability of each text, given the sound of a spot."""
        ...

    def hear(self, spot: Spot) -> tuple[SpanHearing, ...]:
        """Return what is heard at a spot without being told."""
        ...


class Excerpt(NamedTuple):
    """A place with the words around it and where they are heard."""

    place: LedgerPlace
    spot: Spot
    before: str
    after: dict[int, str]
    whole: str

    def with_value(self, value: str) -> tuple[str, ...]:
        """Return the words with a value at the place, once for each of its ends."""
        return tuple(f"{self.before}{value}{after}" for after in self.after.values())


def with_ledger_asked(call: Call, *, recording: "Recording", tools: "HearingTools") -> Call:
    """Return the call, elements that were not heard as the ledger has them weighed once more.

    Such an element agrees if its value fits the sound at least as well as what was heard, better
    than any invented value, and a second hearing that knows nothing of it gives it. If it fits
    and no hearing gives it, nobody can tell: its `doubt` says so. Else it stays as it was.

    Raises:
        AudioError: if the recording can no longer be decoded.
        RecognitionError: if the recogniser gives up.
    """
    if call.transcript is None or not call.transcript.language.startswith("en"):
        return call
    missing = missing_elements(
        call.call_type, call.elements, metadata=call.metadata, conversation=call.conversation
    )
    places = [excerpt_of(place, call) for place in places_of(call, missing)]
    excerpts = tuple(one for one in places if one is not None)[:MOST_PLACES]
    if not excerpts:
        return call
    ear = LedgerEar(call, [one.spot for one in excerpts], recording=recording, tools=tools)
    call = asked(call, excerpts, ear)
    ear.keep()
    return call


def asked(call: Call, excerpts: Sequence["Excerpt"], ear: Ear) -> Call:
    """Return the call as the answers of an ear about some places leave it."""
    for one in excerpts:
        call = _asked(call, one, ear)
    return call


def _asked(call: Call, one: "Excerpt", ear: Ear) -> Call:
    place, name = one.place, one.place.element in NAMES
    known = call.element(place.element)
    if known is not None and known.matches_record:
        return call
    weighed = _weighed(call, one, ear)
    if weighed is None or not weighed.possible(name=name):
        return call
    if weighed.likelier(name=name):
        for hearing in ear.hear(one.spot):
            agreeing = _agreeing(call, place, hearing)
            if agreeing is not None:
                return _with_element(call, agreeing)
    return _in_doubt(call, one)


def _weighed(call: Call, one: Excerpt, ear: Ear) -> Weighed | None:
    """Return how well the texts fit; None where no invented value can be compared."""
    ledger, invented = _texts(one, call)
    if not ledger or not invented:
        return None
    heard, *others = ear.weigh(one.spot, (one.whole, *ledger, *invented))
    return Weighed(heard, max(others[: len(ledger)]), max(others[len(ledger) :]))


def _texts(one: Excerpt, call: Call) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words with the ledger's value in all its forms, and with invented values."""
    element = one.place.element
    value = ledger_value(element, call.metadata) or ""
    forms = written_forms(element, value)
    turn = call.conversation.turns[one.place.turn]
    heard = turn.text[one.place.start_char : one.place.ends[0]]
    invented = [
        text
        for form in forms[:2]
        for decoy in decoys(element, form)
        if not one.place.read or element in NAMES or digits_of(decoy) != digits_of(heard)
        for text in one.with_value(decoy)
    ]
    return tuple(text for form in forms for text in one.with_value(form)), tuple(invented)


def _agreeing(call: Call, place: LedgerPlace, hearing: SpanHearing) -> Element | None:
    """Return the element if it agrees with the ledger in the words as they were heard again."""
    again = reheard(call, hearing, turn=place.turn)
    elements = find_elements(
        again.conversation, again.entities, metadata=call.metadata, call_type=call.call_type
    )
    found = next((e for e in elements if e.name == place.element and e.matches_record), None)
    if found is None or found.turn != place.turn:
        return None
    base = call.element(place.element) or _element_at(call, place)
    return base.model_copy(
        update={
            "value": found.value,
            "matches_record": True,
            "doubt": None,
            "heard_again": found.quote,
        }
    )


def _in_doubt(call: Call, one: Excerpt) -> Call:
    place = one.place
    record = ledger_value(place.element, call.metadata)
    found = call.element(place.element)
    named = place.element.replace("_", " ")
    if found is None:
        doubt = f"no {named} was heard; the sound fits the log's “{record}”, which proves nothing"
        unsure = _element_at(call, place).model_copy(update={"doubt": doubt})
        others = tuple(e for e in call.unsure if e.name != unsure.name)
        return call.model_copy(update={"unsure": (*others, unsure)})
    doubt = f"“{found.quote}” was heard, the sound fits the log's “{record}” too"
    return _with_element(call, found.model_copy(update={"matches_record": None, "doubt": doubt}))


def _element_at(call: Call, place: LedgerPlace) -> Element:
    """Return an element of the ledger's value at a place where nothing was understood."""
    turn = call.conversation.turns[place.turn]
    start_s, end_s = turn.seconds_of(place.start_char, place.ends[-1])
    return Element(
        name=place.element,
        value=ledger_value(place.element, call.metadata) or "",
        turn=place.turn,
        start_char=place.start_char,
        end_char=place.ends[-1],
        quote=turn.text[place.start_char : place.ends[-1]],
        start_s=start_s,
        end_s=end_s,
    )


def _with_element(call: Call, element: Element) -> Call:
    others = [e for e in call.elements if e.name != element.name]
    unsure = tuple(e for e in call.unsure if e.name != element.name)
    return call.model_copy(update={"elements": (*others, element), "unsure": unsure})


def excerpt_of(place: LedgerPlace, call: Call) -> Excerpt | None:
    """Cut a place out of its turn with a few words around it; None without word times."""
    turn = call.conversation.turns[place.turn]
    spans = turn.word_spans()
    touched = [n for n, (a, b) in enumerate(spans) if b > place.start_char and a < place.ends[-1]]
    if not spans:
        return None
    at = touched or [len(spans) - 1]
    first = max(0, at[0] - CONTEXT_WORDS)
    last = min(len(spans) - 1, at[-1] + CONTEXT_WORDS)
    start_char, end_char = spans[first][0], spans[last][1]
    begin_s = max(0.0, turn.words[first].start_s - MARGIN_S)
    end_s = min(begin_s + LONGEST_S, max(begin_s, turn.words[last].end_s + MARGIN_S))
    channel = turn.channel if turn.channel is not None else turn.words[0].channel
    return Excerpt(
        place=place,
        spot=Spot(channel, Interval(start_s=round(begin_s, 2), end_s=round(end_s, 2))),
        before=turn.text[start_char : place.start_char],
        after={end: turn.text[end:end_char] for end in place.ends},
        whole=turn.text[start_char:end_char],
    )
