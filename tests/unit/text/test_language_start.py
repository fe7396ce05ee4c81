"""spaCy is loaded without its command line, and is whole all the same."""

import subprocess
import sys

LOAD = """
import sys
from callaudit.text.language import has_parser, parser, tokenizer
assert [t.norm_ for t in tokenizer()("We won't.")] == ["we", "will", "not", "."]
assert not has_parser() or parser()("They sued us.")[1].lemma_ == "sue"
assert "requests" not in sys.modules
assert not [name for name in sys.modules if name.startswith("spacy.cli")]
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.download
"""


def test_nothing_that_downloads_is_loaded_and_nothing_is_missing() -> None:
    run = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
