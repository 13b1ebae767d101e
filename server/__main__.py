"""`python -m server` and `zaotai-server`."""

from __future__ import annotations

import sys

from server.entry.cli import main as run


def main() -> None:
    sys.exit(run())


if __name__ == "__main__":
    main()
