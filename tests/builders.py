"""The one way tests make calls: from sentences."""

from typing import Any

from callaudit.core.call import Call
from callaudit.pipeline.examples import call_from_dialogue


def call(say: str, **metadata: Any) -> Call:
    """Build a call: `call("agent: Hello. / customer: Stop calling.", collector_party="third")`.

    Metadata keys of the call log stand on top of an answered third-party consumer call.
    """
    return call_from_dialogue(say, metadata)
