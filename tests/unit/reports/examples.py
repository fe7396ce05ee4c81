"""Invented audits for the tests of reports: built from sentences, every quote found in its turn."""

from datetime import datetime
from decimal import Decimal

from callaudit.core.audit import AuditRun, CallAudit, StageFailure
from callaudit.core.call import Call
from callaudit.core.conversation import Conversation, Speaker, Turn
from callaudit.core.entity import Element
from callaudit.core.finding import (
    Basis,
    Confidence,
    Evidence,
    Excused,
    Finding,
    Severity,
    Verdict,
)
from callaudit.core.ids import finding_id
from callaudit.core.interval import Interval
from callaudit.core.metadata import (
    Agent,
    CallMetadata,
    CallType,
    CollectorParty,
    Consumer,
    Contact,
    DebtType,
    ZoneSource,
)
from callaudit.core.recording import Recording, RecordingQuality
from callaudit.core.scorecard import CategoryScore, Scorecard
from callaudit.core.transcript import AsrSettings, Coverage, Transcript

RULE_DIGEST = "sha256:" + "0" * 64


def conversation(call_id: str, script: str, *, timed: bool = True) -> Conversation:
    """Make turns from `agent: Hello. / customer: Hi.`, 0.06 seconds a character."""
    turns, at = [], 0.5
    for index, line in enumerate(part for part in script.split(" / ") if part.strip()):
        speaker, text = line.strip().split(": ", 1)
        end = at + len(text) * 0.06
        turns.append(
            Turn(
                index=index,
                speaker=Speaker(speaker),
                text=text,
                start_s=round(at, 2) if timed else None,
                end_s=round(end, 2) if timed else None,
            )
        )
        at = end + 0.4
    return Conversation(call_id=call_id, turns=tuple(turns))


def evidence(talk: Conversation, quote: str) -> Evidence:
    """Find a quote in a conversation."""
    turn = next(turn for turn in talk.turns if quote in turn.text)
    start = turn.text.index(quote)
    start_s, end_s = turn.seconds_of(start, start + len(quote))
    return Evidence(
        turn=turn.index,
        speaker=turn.speaker,
        quote=quote,
        start_char=start,
        end_char=start + len(quote),
        start_s=start_s,
        end_s=end_s,
    )


def finding(
    rule: str,
    severity: str = "major",
    verdict: str = "broken",
    *,
    talk: Conversation | None = None,
    quotes: tuple[str, ...] = (),
    **fields: object,
) -> Finding:
    """Make one finding with sensible values for what a test does not speak about."""
    call_id = talk.call_id if talk else "c1"
    values: dict[str, object] = {
        "id": finding_id(call_id, rule, RULE_DIGEST),
        "call_id": call_id,
        "rule_id": rule,
        "rule_digest": RULE_DIGEST,
        "category": "false_other",
        "verdict": Verdict(verdict),
        "severity": Severity(severity),
        "basis": Basis.LAW,
        "confidence": Confidence.CERTAIN,
        "because": f"{rule} decided so.",
        "evidence": tuple(evidence(talk, quote) for quote in quotes) if talk else (),
    }
    return Finding.model_validate(values | fields)


def element(talk: Conversation, name: str, value: str, quote: str, **fields: object) -> Element:
    """Make a found element from its quote."""
    where = evidence(talk, quote)
    return Element.model_validate(
        {
            "name": name,
            "value": value,
            "turn": where.turn,
            "start_char": where.start_char,
            "end_char": where.end_char,
            "quote": quote,
            "start_s": where.start_s,
            "end_s": where.end_s,
        }
        | fields
    )


def threat_call() -> CallAudit:
    """A live call with an arrest threat, a wrong amount, overlapping quotes and unheard speech."""
    talk = conversation(
        "k01-threat",
        "agent: Good afternoon, this is Dana Brook from Larkfield Lumber, is this Priya Nair? / "
        "customer: Yes, speaking. / "
        "agent: I'm calling about invoice L L four four oh nine for five hundred twenty dollars, "
        "it was due on March third. / "
        "customer: I thought we had paid that one. / "
        "agent: Well you have not, and if this is not paid by Friday the sheriff will arrest you "
        "and your boss will hear about it. / "
        "customer: Can you really have me arrested? / "
        "agent: Nobody can arrest you for a debt, that was only a figure of speech. / "
        "customer: I will send a check on the fourteenth.",
    )
    arrest = finding(
        "FDCPA-1692e4-arrest",
        "critical",
        talk=talk,
        quotes=("the sheriff will arrest you",),
        category="threat_arrest_criminal",
        title="Says or implies that not paying leads to arrest or jail",
        because="The collector says that the sheriff will arrest the customer.",
        citation=("12 CFR 1006.18(b)(3)", "15 U.S.C. 1692e(4)"),
        coaching="A debt is a civil matter: say what really happens next, and when.",
        excused=(
            Excused(evidence=evidence(talk, "Nobody can arrest you for a debt"), reason="negated"),
        ),
    )
    tell = finding(
        "FDCPA-1692d-tell-others",
        "major",
        talk=talk,
        quotes=("arrest you and your boss will hear about it",),
        category="threat_tell_others",
        title="Threatens to tell others about the debt",
        because="The collector says that the employer will hear about the debt.",
        citation=("12 CFR 1006.6(d)(1)",),
        confidence=Confidence.LIKELY,
    )
    amount = finding(
        "REQ-02-amount",
        "minor",
        talk=talk,
        quotes=("five hundred twenty dollars",),
        category="false_amount_status",
        basis=Basis.POLICY,
        title="Names an amount that is not the ledger's",
        because="Said 520.00, the ledger has 502.00.",
        confidence=Confidence.CERTAIN,
    )
    asked = finding(
        "COND-01-ask",
        "coach",
        talk=talk,
        quotes=("is this Priya Nair",),
        category="open_ended_ask",
        basis=Basis.QUALITY,
        title="Asks for the name at once",
        because="Good practice is to let the customer say the name.",
    )
    hours = finding(
        "FDCPA-1692c-hours",
        "critical",
        "undetermined",
        talk=talk,
        category="call_hours",
        title="Calls before 8:00 or after 21:00 where the customer is",
        because="The customer may be in two time zones, and the call is late in one of them.",
        citation=("12 CFR 1006.6(b)(1)",),
    )
    kept = finding("ID-01-name", "major", "met", talk=talk, category="identity_not_disclosed")
    other = finding(
        "VM-01-debt-talk", "major", "not_applicable", talk=talk, because="Not a voicemail."
    )
    third = finding(
        "VM-02-invoice-ref", "minor", "not_applicable", talk=talk, because="Not a voicemail."
    )
    findings = (asked, amount, hours, tell, arrest, kept, other, third)
    return CallAudit(
        call_id=talk.call_id,
        source="calls/k01 threat #1.wav",
        status="audited",
        call=Call(
            metadata=log_row(talk.call_id, agent="Dana Brook"),
            conversation=talk,
            call_type=CallType.FIRST_CALL,
            contact=Contact.CONSUMER,
            elements=(
                element(
                    talk, "invoice_number", "LL4409", "L L four four oh nine", matches_record=True
                ),
                element(
                    talk, "amount", "520.00", "five hundred twenty dollars", matches_record=False
                ),
                element(talk, "due_date", "2025-03-03", "March third"),
                element(talk, "payment_method", "check", "a check"),
            ),
            recording=Recording(
                path="calls/k01 threat #1.wav",
                sha256="sha256:" + "1" * 64,
                duration_s=38.2,
                sample_rate_hz=8000,
                channels=2,
                codec="pcm_mulaw",
            ),
            quality=RecordingQuality(channels=(), warnings=("Channel 1 is very quiet.",)),
            transcript=Transcript(
                call_id=talk.call_id,
                recording_sha256="sha256:" + "1" * 64,
                settings=AsrSettings(model="base", model_sha256="sha256:" + "ab" * 32),
                coverage=(
                    Coverage(
                        channel=1,
                        speech_s=20.0,
                        worded_s=17.0,
                        unheard=(Interval(start_s=14.0, end_s=17.0),),
                    ),
                ),
            ),
            decided_by=("The log says answered and first attempt.",),
        ),
        findings=findings,
        missing_elements=("payment_date", "contact_name"),
        scorecard=Scorecard(
            policy="first_party_strict",
            policy_digest="sha256:" + "2" * 64,
            areas=(
                CategoryScore(
                    area="threats",
                    met=0,
                    broken=2,
                    undetermined=0,
                    not_applicable=0,
                    score=0.0,
                ),
            ),
            total=22.7,
            coverage=0.8,
            failed_outright=True,
            broken_by_severity={"critical": 1, "major": 1, "minor": 1, "coach": 1},
        ),
        timings_s={"transcribe": 3.5, "evaluate": 0.02},
    )


def log_row(call_id: str, *, agent: str) -> CallMetadata:
    """Make a row of the call log."""
    return CallMetadata(
        call_id=call_id,
        start=datetime.fromisoformat("2025-04-03T21:20:00-04:00"),
        collector_party=CollectorParty.FIRST,
        debt_type=DebtType.CONSUMER,
        attempt_number=1,
        phone="+12125550142",
        agent=Agent(name=agent, company="Larkfield Lumber"),
        consumer=Consumer(
            name="Priya Nair",
            timezones=(
                ZoneSource(source="mailing_address", tz="America/Chicago"),
                ZoneSource(source="area_code", tz="America/New_York"),
            ),
        ),
        invoice_number="LL4409",
        amount=Decimal("502.00"),
    )


def clean_call(call_id: str = "k02-clean", *, agent: str = "Omar Field") -> CallAudit:
    """A written call without times and without a broken rule."""
    talk = conversation(
        call_id,
        "agent: Hello, this is Omar Field from Larkfield Lumber. / customer: Hello Omar.",
        timed=False,
    )
    return CallAudit(
        call_id=call_id,
        source=f"calls/{call_id}.json",
        status="audited",
        call=Call(
            metadata=CallMetadata(call_id=call_id, agent=Agent(name=agent)),
            conversation=talk,
            call_type=CallType.SECOND_ATTEMPT,
            contact=Contact.CONSUMER,
        ),
        findings=(finding("ID-01-name", "major", "met", talk=talk),),
        scorecard=Scorecard(
            policy="first_party_strict",
            policy_digest="sha256:" + "2" * 64,
            areas=(),
            total=100.0,
            coverage=1.0,
            failed_outright=False,
            broken_by_severity={"critical": 0, "major": 0, "minor": 0, "coach": 0},
        ),
    )


def log_call(call_id: str, *findings: Finding, **fields: object) -> CallAudit:
    """A row of the call log to which no recording and no words belong."""
    call = Call(
        metadata=log_row(call_id, agent="Omar Field"),
        conversation=Conversation(call_id=call_id, turns=()),
        call_type=CallType.SECOND_ATTEMPT,
        contact=Contact.CONSUMER,
    )
    values = {"call_id": call_id, "source": "log.csv", "status": "audited", "call": call}
    return CallAudit.model_validate(values | {"findings": findings} | fields)


HOSTILE = (
    'Hi <script>document.title="owned"</script> "quoted" & \u202egnol ton\u202c \u2028 '
    "<img src=x onerror=document.title='owned'> </details></body> {{ 7 * 7 }}"
)
"""Transcript text that tries to leave its place on the page."""


def hostile_call() -> CallAudit:
    """A call whose every text tries to be more than text."""
    talk = conversation("=k03\"><script>document.title='owned'</script>", f"agent: {HOSTILE}")
    return CallAudit(
        call_id=talk.call_id,
        source='"><b>=cmd',
        status="audited",
        call=Call(
            metadata=CallMetadata(
                call_id=talk.call_id, agent=Agent(name='=HYPERLINK("x")<b>', company="@Sum")
            ),
            conversation=talk,
            call_type=CallType.VOICEMAIL,
            contact=Contact.VOICEMAIL,
        ),
        findings=(
            finding(
                "VM-01-debt-talk",
                "major",
                talk=talk,
                quotes=(HOSTILE[:40],),
                because="</p><script>document.title='owned'</script>",
                title="-1+1",
            ),
        ),
        scorecard=None,
    )


def failed_call() -> CallAudit:
    """A recording that ends in the middle."""
    return CallAudit(
        call_id="k04-cut",
        source="calls/k04-cut.wav",
        status="failed",
        failure=StageFailure(
            call_id="k04-cut",
            source="calls/k04-cut.wav",
            stage="probe",
            code="truncated",
            message="The header promises 61.0 s of sound, the file holds 12.4 s.",
        ),
    )


def unjudged_call() -> CallAudit:
    """A mono call in which nobody knows who speaks."""
    talk = conversation(
        "k05-mono", "unknown: Hello, it is about the account. / unknown: You owe us money."
    )
    because = "It is not known which voice is the collector's."
    findings = tuple(
        finding(
            f"THR-{n:02d}",
            "major" if n % 2 else "minor",
            "undetermined",
            talk=talk,
            quotes=("You owe us money",) if n == 1 else (),
            because=because,
            title=f"Threat of sort {n}",
        )
        for n in range(1, 7)
    )
    return CallAudit(
        call_id=talk.call_id,
        source="calls/k05-mono.mp3",
        status="audited",
        call=Call(
            metadata=CallMetadata(call_id=talk.call_id),
            conversation=talk,
            call_type=CallType.SECOND_ATTEMPT,
            contact=Contact.CONSUMER,
        ),
        findings=findings,
        scorecard=Scorecard(
            policy="first_party_strict",
            policy_digest="sha256:" + "2" * 64,
            areas=(),
            total=None,
            coverage=0.0,
            failed_outright=False,
            broken_by_severity={"critical": 0, "major": 0, "minor": 0, "coach": 0},
        ),
    )


def all_calls() -> tuple[CallAudit, ...]:
    """Return one call of each sort."""
    return clean_call(), failed_call(), hostile_call(), threat_call(), unjudged_call()


def run_of(audits: tuple[CallAudit, ...]) -> AuditRun:
    """Return a run that made these audits."""
    failed = sum(audit.status == "failed" for audit in audits)
    return AuditRun(
        run_id="r1",
        started_at="2025-04-04T09:00:00+00:00",
        finished_at="2025-04-04T09:00:12+00:00",
        callaudit_version="0.1.0",
        python_version="3.11",
        policy="first_party_strict",
        policy_digest="sha256:" + "2" * 64,
        rules_digest="sha256:" + "3" * 64,
        asr_digest="sha256:" + "4" * 64,
        models={"asr": "whisper-base@abababababab"},
        libraries={},
        inputs={"calls": "5 files", "call_log.csv": "sha256:" + "5" * 64},
        calls_audited=len(audits) - failed,
        calls_failed=failed,
        audio_s=38.2,
        wall_s=4.1,
    )
