"""Identifiers and content digests: the same input always gives the same name."""

import hashlib
from pathlib import Path

from pydantic import BaseModel

CallId = str
"""Names one call in a batch; unique there."""

RuleId = str
"""Names one rule for ever, such as `VM-01-debt-talk`."""

FindingId = str
"""Sixteen hex digits over call, rule and rule text, so a re-run gives the same id."""

_CHUNK_BYTES = 1 << 20


def digest_bytes(data: bytes) -> str:
    """Return `sha256:<hex>` of the bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_parts(*parts: str) -> str:
    """Return one digest over several strings; ("a", "bc") and ("ab", "c") differ."""
    return digest_bytes(coded(*parts))


def coded(*parts: str) -> bytes:
    """Return several strings as bytes that tell where each of them ends."""
    return b"".join([b"%d:%b" % (len(part), part) for part in map(str.encode, parts)])


def digest_model(record: BaseModel) -> str:
    """Return the digest of a record's JSON, which has its fields in declared order."""
    return digest_bytes(record.model_dump_json().encode())


def digest_file(path: Path) -> str:
    """Return the digest of a file's bytes, read in pieces.

    Raises:
        OSError: if the file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
    return f"sha256:{digest.hexdigest()}"


def finding_id(call_id: CallId, rule_id: RuleId, rule_digest: str) -> FindingId:
    """Name the finding of one rule on one call.

    A human decision stays attached until the rule's text changes.
    """
    return id_of_coded(coded(call_id), coded(rule_id, rule_digest))


def id_of_coded(call: bytes, rule: bytes) -> FindingId:
    """Name the finding of a rule, coded as id and digest, on a call, coded as id.

    For those who name a hundred findings of a call, and code call and rules once.
    """
    return hashlib.sha256(call + rule).digest()[:8].hex()
