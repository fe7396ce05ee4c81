"""What every process of a batch loads for itself."""

import shutil
from pathlib import Path

import pytest

from callaudit.core.errors import UserError
from callaudit.pipeline.tools import AuditSettings, AuditTools
from callaudit.rulespec import default_rules, load_pack


def test_rules_changed_while_a_batch_runs_are_not_mixed_with_those_it_began_with(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(default_rules(), rules)
    settings = AuditSettings(rules=rules, cache=tmp_path)
    begun = settings.model_copy(update={"rules_digest": AuditTools(settings).pack.digest})
    AuditTools(begun)
    next(rules.glob("threats/*.yaml")).unlink()
    load_pack.cache_clear()  # as in a process of its own
    with pytest.raises(UserError, match="the rules were changed while the batch ran"):
        AuditTools(begun)
