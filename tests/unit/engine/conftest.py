"""A small pack of one plain rule, so that these tests do not change with the catalogue."""

import shutil

import pytest

from callaudit.engine import CompiledPack, compile_pack
from callaudit.rulespec import default_rules, load_pack, load_policy

RULE = """\
schema: 1
id: MY-01-arrest
category: threat_arrest_criminal
title: The collector threatens arrest
status: test
severity: critical
basis: law
changed: 2026-11-22
citation: [{law: 15 U.S.C. 1692e(4), says: No threat of arrest., checked: 2026-11-22}]
check:
  kind: forbid
  patterns:
    - {name: be-arrested, phrase: ["you (will|would|can|could) [not|never] be arrested"]}
    - {name: have-arrested, phrase: ["have you arrested"]}
    - {name: warrant, phrase: ["warrant for your arrest"]}
  unless: [{meaning: negated}, {meaning: reported}]
coaching: {why: A debt is a civil matter.}
examples:
  fail:
    - say: "agent: You will be arrested."
    - say: "agent: We have you arrested."
    - say: "agent: You can be arrested."
    - say: "agent: You could be arrested."
    - say: "agent: There is a warrant for your arrest."
  pass:
    - {say: "agent: You will not be arrested.", because: negated}
    - {say: "agent: They said you would be arrested.", because: reported}
    - {say: "agent: Get some rest.", because: met}
    - {say: "customer: Will I be arrested?", because: met}
    - {say: "agent: Hello.", because: met}
"""


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> CompiledPack:
    """Return the pack under the third-party policy, with the real cues and mishearings."""
    rules = tmp_path_factory.mktemp("pack") / "rules"
    for name in ("cues", "policies"):
        shutil.copytree(default_rules() / name, rules / name)
    for name in ("words.yaml", "misheard.yaml"):
        shutil.copy(default_rules() / name, rules)
    (rules / "threats").mkdir()
    (rules / "threats" / "MY-01-arrest.yaml").write_text(RULE, encoding="utf-8")
    return compile_pack(load_pack(rules), load_policy("third_party", rules=rules))
