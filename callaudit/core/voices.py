"""Whose voice is heard when, on a channel that several people share."""

from callaudit.core.interval import Interval
from callaudit.core.model import Frozen


class VoiceGrouping(Frozen):
    """The windows of a channel sorted into so many voices.

    `likeness[i]` is how alike window i is to the mean of each voice; `alike` is how alike the
    two most similar voices are. Both are cosines: two people are seldom 0.8 alike.
    """

    likeness: tuple[tuple[float, ...], ...]
    alike: float

    @property
    def voices(self) -> int:
        """Return how many voices there are."""
        return len(self.likeness[0]) if self.likeness else 0


class VoiceTrack(Frozen):
    """A channel's speech in overlapping windows, sorted into two, three and four voices.

    How many speak is decided later, from what is said. What a voice is like is not kept: nobody
    can be known again by a track. `version` is that of the way it was made. Made by `voices`.
    """

    version: int = 0

    windows: tuple[Interval, ...] = ()
    groupings: tuple[VoiceGrouping, ...] = ()

    def into(self, voices: int) -> VoiceGrouping | None:
        """Return the grouping into so many voices; None if there is too little speech for it."""
        return next((one for one in self.groupings if one.voices == voices), None)
