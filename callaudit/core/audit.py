"""The result of auditing one call, and of a whole run."""

from typing import Literal

from callaudit.core.call import Call
from callaudit.core.case import CaseFact, SaidFact
from callaudit.core.finding import Finding
from callaudit.core.ids import CallId
from callaudit.core.measures import CallMeasures
from callaudit.core.metadata import CallMetadata
from callaudit.core.model import Frozen
from callaudit.core.private import PrivateSpan
from callaudit.core.scorecard import Scorecard


class StageFailure(Frozen):
    """A call that could not be audited: at which stage, and what a person can do about it.

    `code` is a short stable word such as `truncated`; crosses processes as data.
    """

    call_id: CallId
    source: str
    stage: str
    code: str
    message: str


class CallAudit(Frozen):
    """One call, judged, or failed with the reason. Made by `pipeline.audit_call`.

    `said` is what was said that binds later calls or is to be followed up, `established` the same
    for its case, empty where the call's time is not known; `masked` are the spans whose letters
    and digits stand no longer in it. `log_row` is the log's row of a failed call;
    an audited one has it in `call`.
    """

    call_id: CallId
    source: str
    status: Literal["audited", "failed"]
    call: Call | None = None
    findings: tuple[Finding, ...] = ()
    missing_elements: tuple[str, ...] = ()
    scorecard: Scorecard | None = None
    failure: StageFailure | None = None
    notes: tuple[str, ...] = ()
    masked: tuple[PrivateSpan, ...] = ()
    said: tuple[SaidFact, ...] = ()
    established: tuple[CaseFact, ...] = ()
    measures: CallMeasures | None = None
    log_row: CallMetadata | None = None
    timings_s: dict[str, float] = {}


class AuditRun(Frozen):
    """What a run was made of: enough to repeat it."""

    schema_version: int = 1
    run_id: str
    started_at: str
    finished_at: str
    callaudit_version: str
    python_version: str
    policy: str
    policy_digest: str
    rules_digest: str
    asr_digest: str
    models: dict[str, str]
    libraries: dict[str, str]
    inputs: dict[str, str]
    calls_audited: int
    calls_failed: int
    audio_s: float
    wall_s: float
