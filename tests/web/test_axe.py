"""The page of an audit has no serious fault of accessibility."""

import pytest

from tests.web import axe

pytestmark = pytest.mark.web

PLANTED = """
(() => {
  const button = document.createElement('button');
  document.body.append(button);
  const picture = document.createElement('img');
  document.body.append(picture);
})()
"""


def test_the_report_has_no_serious_fault(browser, report):
    browser.open(report)
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert axe.faults(browser) == []


def test_a_planted_fault_is_found(browser, report):
    browser.open(report)
    browser.run(PLANTED)
    assert [fault.split()[0] for fault in axe.faults(browser)] == ["button-name", "image-alt"]
