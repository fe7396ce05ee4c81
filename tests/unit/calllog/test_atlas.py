"""The small table of places beside the code, and the library that it was written from."""

import subprocess
import sys

from callaudit.calllog import atlas
from callaudit.calllog.atlas import AreaCode, ZipCode


def test_the_table_says_what_the_library_says() -> None:
    assert atlas.atlas() == atlas.read_lines(atlas.lines_of_library())


def test_a_zip_code_has_a_state_a_clock_and_a_county() -> None:
    assert atlas.zip_code("11201") == ZipCode("NY", "America/New_York", "Kings County")
    assert atlas.zip_code("11201-4412") == atlas.zip_code("11201")
    assert atlas.zip_code("47901") == ZipCode("IN", "America/New_York", "Tippecanoe County")
    assert atlas.zip_code("00000") is None


def test_military_mail_has_a_code_and_no_clock() -> None:
    found = atlas.zip_code("09012")
    assert found is not None
    assert (found.state, found.zone) == ("AE", None)


def test_an_area_code_belongs_to_one_state_with_all_its_clocks() -> None:
    assert atlas.atlas().area_codes["850"] == AreaCode(
        "FL", ("America/Chicago", "America/New_York")
    )


def test_a_state_has_all_its_clocks() -> None:
    states = atlas.atlas().states
    assert states["TN"] == ("America/Chicago", "America/New_York")
    assert states["AZ"] == ("America/Denver", "America/Phoenix")
    assert states["OH"] == ("America/New_York",)


def test_an_answer_does_not_unpack_the_library() -> None:
    asks = (
        "import sys; from callaudit.calllog.atlas import zip_code; "
        "assert zip_code('60601').state == 'IL'; sys.exit('zipcodes' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
