"""No file grows until nobody reads it: 400 lines make you look for the seam, these stop the build."""

import pytest

from tests.house.sources import files, lines_of

LIMITS = {".py": 600, ".qml": 250}
GENERATED = "server/db/migrations/versions/"  # a migration is never taken apart


@pytest.mark.parametrize("suffix", LIMITS)
def test_files_can_be_read_at_a_sitting(suffix: str) -> None:
    lengths = {
        name: len(lines_of(name)) for name in files(suffix) if not name.startswith(GENERATED)
    }
    assert {name: length for name, length in lengths.items() if length > LIMITS[suffix]} == {}
