"""A script as read: what may be said in it, in which order, and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from callaudit.core.conversation import Speaker
from callaudit.core.metadata import CollectorParty, DebtType
from callaudit.scripts.script_type import ScriptType
from callaudit.scripts.slots import Slot
from callaudit.scripts.spelled import Source, Spelled


@dataclass(frozen=True)
class Say:
    """Something a speaker says; `words` have their slots filled."""

    speaker: Speaker
    words: Spelled


@dataclass(frozen=True)
class Option:
    """One way a script may go on: when, with which account flags, what is said then.

    `ends` where the call is over after it. `condition` as written; `reply` is what the customer
    says to bring it about, None where the condition is no speech.
    """

    condition: Spelled
    reply: Say | None
    body: "tuple[Node, ...]"
    flags: tuple[str, ...] = ()
    ends: bool = False


@dataclass(frozen=True)
class Fork:
    """Ways of which one is taken; not `whole` where the script also goes on without any."""

    options: tuple[Option, ...]
    whole: bool


Node = Say | Fork


@dataclass(frozen=True)
class Facts:
    """What a script is for, as far as somebody said so; None and empty are unsaid."""

    type: ScriptType | None = None
    party: CollectorParty | None = None
    debt: DebtType | None = None
    attempt: int | None = None
    jurisdictions: tuple[str, ...] = ()
    flags: dict[str, bool] = field(default_factory=dict)
    policy: str | None = None

    def over(self, under: "Facts") -> "Facts":
        """Return these facts, and those of `under` where nothing is said here."""
        return Facts(
            type=self.type or under.type,
            party=self.party or under.party,
            debt=self.debt or under.debt,
            attempt=self.attempt or under.attempt,
            jurisdictions=self.jurisdictions or under.jurisdictions,
            flags={**under.flags, **self.flags},
            policy=self.policy or under.policy,
        )


@dataclass(frozen=True)
class Script:
    """One script of a file. Made by `scripts.read`.

    `unread` are the spans of prose of which nobody can know whether it is said.
    """

    name: str
    facts: Facts
    start: int
    body: tuple[Node, ...]
    slots: tuple[Slot, ...]
    unread: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Comment:
    """A comment of a file, for the linter to look for orders in."""

    words: Spelled


@dataclass(frozen=True)
class ScriptFile:
    """A file with its scripts and comments. `path` is as the user wrote it."""

    path: str
    source: Source
    scripts: tuple[Script, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Path:
    """One way through a script from its beginning: what is said, and whether the end is reached."""

    says: tuple[Say, ...]
    flags: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    reaches_end: bool = True


MOST_PATHS = 24
"""Ways through a script that are judged one by one; where there are more, some for every branch."""


def paths_of(script: Script) -> tuple[Path, ...]:
    """Return ways through a script that together take every branch.

    All of them where they are few. Where they are many, each branch at least once.
    """
    count = _count(script.body)
    if count <= MOST_PATHS:
        return tuple(_all(script.body))
    widest = _widest(script.body)
    taken = [_one(script.body, number) for number in range(widest)]
    return tuple({path.says: path for path in taken}.values())


def _ways(fork: Fork) -> tuple[Option | None, ...]:
    return fork.options if fork.whole else (*fork.options, None)


def _count(body: tuple[Node, ...]) -> int:
    count = 1
    for node in body:
        if isinstance(node, Fork):
            count *= sum(1 if way is None else _count(way.body) for way in _ways(node))
    return count


def _widest(body: tuple[Node, ...]) -> int:
    forks = [node for node in body if isinstance(node, Fork)]
    return max(
        (sum(1 if w is None else _widest(w.body) for w in _ways(fork)) for fork in forks), default=1
    )


def _all(body: tuple[Node, ...]) -> Iterator[Path]:
    if not body:
        yield Path(())
        return
    first, rest = body[0], body[1:]
    for begun in _ways_through(first):
        if not begun.reaches_end:
            yield begun
        else:
            yield from (_then(begun, after) for after in _all(rest))


def _ways_through(node: Node) -> Iterator[Path]:
    if isinstance(node, Say):
        yield Path((node,))
        return
    for way in _ways(node):
        if way is None:
            yield Path(())
        else:
            yield from (_into(way, inner) for inner in _all(way.body))


def _one(body: tuple[Node, ...], number: int) -> Path:
    """Take the way of that number at every fork; the last where there are fewer."""
    path = Path(())
    for node in body:
        if isinstance(node, Say):
            path = _then(path, Path((node,)))
        else:
            path = _then(path, _nth(node, number))
        if not path.reaches_end:
            break
    return path


def _nth(fork: Fork, number: int) -> Path:
    ways = _ways(fork)
    for way in ways:
        size = 1 if way is None else _widest(way.body)
        if number < size or way is ways[-1]:
            return Path(()) if way is None else _into(way, _one(way.body, min(number, size - 1)))
        number -= size
    return Path(())


def _into(option: Option, inner: Path) -> Path:
    reply = (option.reply,) if option.reply else ()
    return Path(
        says=(*reply, *inner.says),
        flags=(*option.flags, *inner.flags),
        conditions=(option.condition.text.strip(), *inner.conditions),
        reaches_end=inner.reaches_end and not option.ends,
    )


def _then(before: Path, after: Path) -> Path:
    return Path(
        says=(*before.says, *after.says),
        flags=(*before.flags, *after.flags),
        conditions=(*before.conditions, *after.conditions),
        reaches_end=before.reaches_end and after.reaches_end,
    )
