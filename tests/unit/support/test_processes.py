"""Programs under test are heard, and never outlive their test."""

from pathlib import Path

import psutil
import pytest

from tests.support.processes import Processes
from tests.support.waiting import wait_until


def test_what_a_program_says_is_kept(processes: Processes) -> None:
    assert "March 2026" in processes.run("calendar", "2026", "3")


def test_a_program_that_fails_fails_the_test_with_its_words(processes: Processes) -> None:
    with pytest.raises(AssertionError, match="usage"):
        processes.run("calendar", "--no-such-option")


def test_a_killed_program_takes_its_children_with_it(tmp_path: Path) -> None:
    started = Processes(tmp_path)
    parent = started.start("tests.support.parent")
    parent.wait_for_output("child ")
    child = int(parent.output.split()[1])
    parent.kill()
    assert not parent.is_running
    wait_until(lambda: not is_alive(child), what="the child ending")


def is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
