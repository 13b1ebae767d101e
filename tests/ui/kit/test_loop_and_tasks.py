"""The program's loop ends in good order, and no task is lost, silent or outlives its owner."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

# PySide6 leaves a few of its own objects at the end, which only shows when warnings are on.
QUIET = "error,ignore:gc:ResourceWarning"

PROLOGUE = """
import asyncio, logging, os, signal
from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickView
from common.qt.app import create_app
from common.qt.loop import run
from common.qt.tasks import Tasks, spawn
logging.basicConfig(level=logging.ERROR)
app = create_app("probe")
"""


def ran(story: str) -> subprocess.CompletedProcess[str]:
    """Run `story` as a program of its own: a process has one Qt application and one loop."""
    return subprocess.run(
        [sys.executable, "-c", PROLOGUE + textwrap.dedent(story)],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
        env=os.environ | {"PYTHONWARNINGS": QUIET},
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_main_put_its_things_away(number: signal.Signals) -> None:
    done = ran(f"""
        async def main(stop):
            asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), {int(number)})
            await stop.wait()
            print("put away")
        raise SystemExit(run(app, main))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "put away\n", "")


def test_the_last_window_closed_ends_the_program() -> None:
    done = ran("""
        async def main(stop):
            view = QQuickView()
            view.show()
            QTimer.singleShot(50, view.close)
            await stop.wait()
            print("closed")
        raise SystemExit(run(app, main))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "closed\n", "")


def test_a_main_that_hangs_is_cut_short() -> None:
    done = ran("""
        import common.qt.loop
        async def main(stop):
            asyncio.get_running_loop().call_later(0.05, stop.set)
            await asyncio.Event().wait()
        common.qt.loop.GRACE_S = 0.1
        raise SystemExit(run(app, main))
    """)
    assert done.returncode == 1
    assert done.stderr == ""


def test_an_error_of_main_is_not_swallowed() -> None:
    done = ran("""
        async def main(stop):
            raise LookupError("no settings")
        run(app, main)
    """)
    assert done.returncode == 1
    assert "LookupError: no settings" in done.stderr


def test_the_error_of_a_spawned_task_is_logged_and_told() -> None:
    done = ran("""
        async def breaks():
            raise ValueError("no such dish")
        async def main(stop):
            owner = QObject()
            Tasks.of(owner).failed.connect(lambda name, why: (print(name, why), stop.set()))
            spawn(breaks(), owner, "tap")
            await stop.wait()
        raise SystemExit(run(app, main))
    """)
    assert (done.returncode, done.stdout) == (0, "tap no such dish\n")
    assert "task tap failed" in done.stderr


def test_a_task_ends_with_its_owner() -> None:
    done = ran("""
        async def waits():
            try:
                await asyncio.Event().wait()
            finally:
                print("ended")
        async def main(stop):
            owner = QObject()
            task = spawn(waits(), owner)
            await asyncio.sleep(0)
            owner.deleteLater()
            await asyncio.wait({task})
            print(task.cancelled())
        raise SystemExit(run(app, main))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\nTrue\n", "")


def test_a_task_without_any_other_reference_survives_the_garbage_collector() -> None:
    done = ran("""
        import gc
        async def waits(stop):
            for _ in range(5):
                await asyncio.sleep(0.01)
                gc.collect()
            print("alive")
            stop.set()
        async def main(stop):
            owner = QObject()
            spawn(waits(stop), owner)
            await stop.wait()
        raise SystemExit(run(app, main))
    """)
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")
