"""`python -m server sms-simulator`: a provider of text messages that reaches nobody."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from server.gateways.sms.embedded import READY
from server.gateways.sms.simulator.conduct import Conduct
from server.gateways.sms.simulator.process import PORT, Options, run
from server.lib.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=PORT, help="port to listen on; 0: a free one")
    parser.add_argument("--file", type=Path, help="what it accepted; default: in the data folder")
    parser.add_argument("--report-url", default="", help="push receipts there; else: pull them")
    parser.add_argument("--reply-url", default="", help="push replies there; else: pull them")
    parser.add_argument("--push-again-s", type=float, default=60.0, help="after a push in vain")
    parser.add_argument("--report-s", type=float, default=0.2, help="from accepted to receipt")
    # A server's child: reads where to push from its first line, and ends with whoever started it.
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)


def run_simulator(parsed: argparse.Namespace, settings: Settings) -> int:
    told = sys.stdin.readline().strip() if parsed.child else ""
    conduct = Conduct(
        report_s=parsed.report_s,
        report_url=f"{told}/report" if told else parsed.report_url,
        reply_url=f"{told}/mo" if told else parsed.reply_url,
        push_again_s=parsed.push_again_s,
    )
    file = parsed.file or Path(settings.data_dir) / "sms-simulator.db"
    options = Options(parsed.host, parsed.port, file, conduct, ends_with_stdin=parsed.child)
    run(options, lambda url: _tell(parsed, url))
    return 0


def _tell(parsed: argparse.Namespace, url: str) -> None:
    print(f"{READY}{url}", flush=True)
    if not parsed.child:
        print(f"nobody's phone rings; counts at {url}/control/counts", flush=True)
