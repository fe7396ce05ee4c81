"""What can go wrong, as a tree.

CallauditError
├── UserError                 the command line or a file it names is wrong: exit code 2
│   ├── RulePackError         all faults of a rule pack at once, each with file and line
│   ├── CallLogError          all faults of a call log at once, each with file and row
│   ├── PolicyError           a policy file is wrong
│   ├── ScorecardError        all faults of a scorecard at once, each with file and line
│   └── ModelError            a model is missing or wrong, with the command that mends it
└── CallError                 one call cannot be audited; the others go on: exit code 3
    ├── AudioError            unreadable, empty, truncated, no sound
    ├── TranscriptFileError   a JSON, VTT, SRT or text call that cannot be read
    └── RecognitionError      the recogniser gave up
"""

from callaudit.core.model import Frozen


class CallauditError(Exception):
    """Base of every error that callaudit raises on purpose."""


class UserError(CallauditError):
    """The command line, or a file it names, is wrong; the message says how to mend it."""


class Fault(Frozen):
    """One fault with its place: `path:line: field: message`."""

    path: str
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else self.path
        return ": ".join(part for part in (place, self.field, self.message) if part)


class FaultsError(UserError):
    """Several faults told at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults and print one a line."""
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class RulePackError(FaultsError):
    """A rule pack that cannot be used."""


class CallLogError(FaultsError):
    """A call log that cannot be used."""


class PolicyError(FaultsError):
    """A policy that cannot be used."""


class ScorecardError(FaultsError):
    """A scorecard that cannot be used."""


class ModelError(UserError):
    """A model that is missing or is not what its digest says."""


class CallError(CallauditError):
    """One call cannot be audited. `code` is a short stable word, `str()` the sentence."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the sentence."""
        self.code = code
        super().__init__(message)

    def __reduce__(self) -> tuple[type["CallError"], tuple[str, str]]:
        """Cross process borders whole: the default drops all arguments but the message."""
        return type(self), (self.code, str(self))


class AudioError(CallError):
    """A recording that cannot be heard."""


class TranscriptFileError(CallError):
    """A call file that cannot be read."""


class RecognitionError(CallError):
    """Speech that could not be recognised."""
