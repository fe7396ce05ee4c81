"""What tests of every folder share."""

import pytest

from tests.generated_audits import MondayAudits, monday_audits


@pytest.fixture(scope="session", name="monday_audits")
def _monday_audits(request: pytest.FixtureRequest) -> MondayAudits:
    """Return two months of audits of six collectors; made once for a state of code and rules."""
    return monday_audits(request.config.cache.mkdir("monday_audits"))
