"""The real server with a clock that a test moves: a process of its own, as every server is.

    python -m tests.support.shifted_server --shift FILE --port 8000

FILE holds the seconds by which the server is ahead of this machine.
"""

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from server.entry.app import create_app
from server.entry.serving import serve
from server.lib import logs
from server.lib.settings import load

HOST = "127.0.0.1"


class ShiftedClock:
    def __init__(self, shift: Path) -> None:
        self._shift = shift

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._shift.read_text()))

    def set(self, at: datetime) -> None:
        """It is `at` now, and goes on from there."""
        ahead_s = (at - datetime.now(UTC)).total_seconds()
        beside = self._shift.with_suffix(".new")
        beside.write_text(str(ahead_s))
        beside.replace(self._shift)  # never half a number


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shift", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    settings = load()
    logs.configure(settings.log_level)
    app = create_app(settings, ShiftedClock(arguments.shift))
    serve(app, HOST, arguments.port, lambda: None)


if __name__ == "__main__":
    main()
