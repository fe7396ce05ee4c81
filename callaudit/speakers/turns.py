"""Words of two channels to turns: each channel's speech, put in order on word times."""

from bisect import bisect_right
from dataclasses import dataclass

from callaudit.core.conversation import Speaker, Turn
from callaudit.core.transcript import Transcript, Word
from callaudit.speakers.machines import Machine, machine_phrase
from callaudit.speakers.speech import begins_s, spoken_words
from callaudit.text.normalise import normal_words

UTTERANCE_GAP_S = 0.7
"""A pause on one channel that ends an utterance."""

_TURN_GAP_S = 3.0
"""A silence after which the same speaker begins a new turn."""

_FRESH_GAP_S = 1.2
"""A silence after which "hello" is a new person's, or a new beginning."""

_BACKCHANNEL_GAP_S = 1.2
"""A speaker who goes on within this time was only encouraged, not answered."""

_LOOK_AHEAD = 8
"""Utterances among which the one after a backchannel is looked for."""

_REMAINS_WORDS = 4
_REMAINS_S = 1.5
"""A speaker cut in on is not split when so little of what he says is left."""

_BACKCHANNELS = frozenset(
    "yeah yes yep yup okay right sure huh uh mm mhm mmhm mmhmm uhhuh oh i see alright got it "
    "well good great wow really".split()
)
_BACKCHANNEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one channel says without a pause."""

    words: tuple[Word, ...]

    @property
    def channel(self) -> int:
        """Return the channel that carries it."""
        return self.words[0].channel

    @property
    def start_s(self) -> float:
        """Return when it really begins: see `begins_s`."""
        return begins_s(self.words[0])

    @property
    def end_s(self) -> float:
        """Return when its last word ends."""
        return self.words[-1].end_s

    @property
    def text(self) -> str:
        """Return its words joined by single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def backchannel(self) -> bool:
        """Tell a mere "mm-hm" or "okay" from speech that takes the turn."""
        said = [word for word in normal_words(self.text) if word not in ".?!"]
        return len(said) <= _BACKCHANNEL_WORDS and _BACKCHANNELS.issuperset(said)


def utterances_of(words: tuple[Word, ...], *, gap_s: float = UTTERANCE_GAP_S) -> list[Utterance]:
    """Cut one channel's words at its pauses."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and begins_s(word) - runs[-1][-1].end_s < gap_s:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Utterance(tuple(run)) for run in runs]


def channel_turns(transcript: Transcript) -> tuple[Turn, ...]:
    """Put the speech of all channels in order; the speaker of every turn is still unknown.

    A turn ends where another channel takes over. A backchannel inside a turn is a turn of its
    own and does not cut it; a speaker who is cut in on is cut there if he goes on at length.
    """
    words = spoken_words(transcript)
    pieces = [
        utterance
        for channel in sorted({word.channel for word in words})
        for utterance in utterances_of(tuple(w for w in words if w.channel == channel))
    ]
    return make_turns(_joined(_cut_in(pieces)))


def make_turns(utterances: list[Utterance]) -> tuple[Turn, ...]:
    """Number utterances as turns of unknown speakers."""
    return tuple(
        Turn(
            index=index,
            speaker=Speaker.UNKNOWN,
            speaker_confidence=0.0,
            text=utterance.text,
            start_s=round(utterance.start_s, 3),
            end_s=round(utterance.end_s, 3),
            words=utterance.words,
            channel=utterance.channel,
        )
        for index, utterance in enumerate(utterances)
    )


def _cut_in(pieces: list[Utterance]) -> list[Utterance]:
    takeovers = sorted((p.start_s, p.channel) for p in pieces if not p.backchannel)
    cut: list[Utterance] = []
    for piece in pieces:
        rest = piece
        for at_s, channel in takeovers[bisect_right(takeovers, (piece.start_s, -1)) :]:
            if at_s >= piece.end_s:
                break
            index = next((i for i, w in enumerate(rest.words) if begins_s(w) >= at_s), 0)
            after = rest.words[index:]
            if channel == piece.channel or not index or len(after) <= _REMAINS_WORDS:
                continue
            if after[-1].end_s - begins_s(after[0]) < _REMAINS_S:
                continue
            cut.append(Utterance(rest.words[:index]))
            rest = Utterance(after)
        cut.append(rest)
    return sorted(cut, key=lambda piece: (piece.start_s, piece.end_s, piece.channel))


def _joined(pieces: list[Utterance]) -> list[Utterance]:
    turns: list[Utterance] = []
    floor: int | None = None
    for index, piece in enumerate(pieces):
        if floor is not None and _goes_on(turns[floor], piece):
            turns[floor] = Utterance(turns[floor].words + piece.words)
            continue
        turns.append(piece)
        if floor is None or not _only_encourages(
            piece, turns[floor], pieces[index + 1 : index + _LOOK_AHEAD]
        ):
            floor = len(turns) - 1
    return turns


def _goes_on(turn: Utterance, piece: Utterance) -> bool:
    if turn.channel != piece.channel or piece.start_s - turn.end_s >= _TURN_GAP_S:
        return False
    if piece.start_s - turn.end_s >= _FRESH_GAP_S and piece.text.lower().startswith("hello"):
        return False
    # Behind a menu or a screening service a person comes to the phone on the same channel.
    return not (_screens(turn.text) and not _screens(piece.text))


def _screens(text: str) -> bool:
    machine = machine_phrase(f" {' '.join(normal_words(text))} ")
    return machine in {Machine.MENU, Machine.SCREENING}


def _only_encourages(piece: Utterance, turn: Utterance, later: list[Utterance]) -> bool:
    if not piece.backchannel or piece.channel == turn.channel:
        return False
    if piece.end_s <= turn.end_s:
        return True
    following = next((p for p in later if not p.backchannel), None)
    return (
        following is not None
        and following.channel == turn.channel
        and not turn.text.endswith("?")
        and following.start_s - turn.end_s < _BACKCHANNEL_GAP_S
    )
