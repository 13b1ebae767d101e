"""The files of this repository, as the tests of the house read them."""

import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[str, ...]:
    """Every file that is committed or about to be, relative to the repository; nothing that is built."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(sorted({name for name in listing.split("\0") if (REPOSITORY / name).is_file()}))


def files(*suffixes: str) -> list[str]:
    return [name for name in tracked() if name.endswith(suffixes)]


def text_of(name: str) -> str | None:
    """The file's text; None where it is none (pictures, fonts, sounds)."""
    try:
        return (REPOSITORY / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def lines_of(name: str) -> list[tuple[int, str]]:
    return list(enumerate((text_of(name) or "").splitlines(), start=1))
