"""Begin a rule file: every part in place, the examples first."""

import re
from datetime import UTC, datetime
from pathlib import Path

from callaudit.core.errors import UserError
from callaudit.rulespec.rule import RULE_ID

_SKELETON = """\
schema: 1
id: {rule_id}
category: element_missing     # one of the categories in rules/README.md
title: The collector …
status: draft                 # draft | test | stable | retired
severity: minor               # critical | major | minor | coach
basis: policy                 # law | policy | quality
changed: {today}

citation:
  - law: …
    says: …
    checked: null             # the day you read it at its source

scope:
  speaker: agent
  contacts: [consumer]

check:
  kind: forbid                # forbid require order respond only element metadata history talk
  patterns:
    - name: first-pattern
      phrase: ["words (or other words) [maybe] words"]
  unless:
    - meaning: negated
    - meaning: reported

coaching:
  why: …
  say_instead: …

examples:                     # write these first
  fail:
    - say: "agent: …"
      hits: ["…"]
    - say: "agent: …"
  pass:
    - say: "agent: …"
      because: negated
    - say: "customer: …"
      because: speaker
  known_miss: []
"""


def begin_rule(rules: Path, place: str) -> Path:
    """Write a draft rule at `area/ID` and return its path.

    Raises:
        UserError: if the place is not `area/ID`, or the rule is there already.
    """
    area, _, rule_id = place.strip("/").rpartition("/")
    if not area or not rule_id or ".." in place:
        raise UserError(f"write the place as area/ID, such as threats/{rule_id or 'MY-01-rule'}")
    if not re.fullmatch(RULE_ID, rule_id):
        raise UserError(f"{rule_id} is no id; write one such as MY-01-example")
    path = rules / area / f"{rule_id}.yaml"
    if path.exists():
        raise UserError(f"{area}/{rule_id} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).date().isoformat()
    path.write_text(_SKELETON.format(rule_id=rule_id, today=today), encoding="utf-8")
    return path
