"""A server that dies by `kill -9` right after the commit of a receipt, before its answer.

    python -m tests.engines.sms.callbacks_until_killed --port 8000 [--dies]

Without `--dies` it lives.
"""

import argparse
import os
import signal

from server.db.units import open_units
from server.entry.app import create_app
from server.entry.serving import serve
from server.lib import logs
from server.lib.settings import load
from server.sms.inbox import LANES


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--dies", action="store_true")
    arguments = parser.parse_args()
    settings = load()
    logs.configure(settings.log_level)
    units = open_units(settings.database_url)
    if arguments.dies:
        units.on_commit(_die)
    serve(create_app(settings, units=units), "127.0.0.1", arguments.port, lambda: None)


def _die(touched: frozenset[str]) -> None:
    if any(name.startswith(LANES.wake) for name in touched):
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
