"""What a conversation measures: who speaks, how fast, how long nobody does."""

from typing import Literal

from callaudit.core.model import Frozen


class TalkShare(Frozen):
    """The two parties' shares of their speech, 0 to 1; None where nobody of them speaks."""

    agent: float | None = None
    customer: float | None = None


class CallMeasures(Frozen):
    """Measures of one call; None where its words have no times or there was nothing to measure.

    `customer` is the live person at the other end, whoever that is. System voices, music and
    tones are nobody's speech. `times_from`: `words` where each turn has its words' times, else
    `segments`. Made by `engine.call_measures`.
    """

    times_from: Literal["words", "segments"] | None = None
    talk_share: TalkShare = TalkShare()
    longest_monologue_s: float | None = None
    silence_s: float | None = None
    longest_silence_s: float | None = None
    hold_s: float | None = None
    interruptions: int | None = None
    overlap_s: float | None = None
    words_per_minute: float | None = None
    number_words_per_second: float | None = None
    questions: int | None = None
    response_s: float | None = None
