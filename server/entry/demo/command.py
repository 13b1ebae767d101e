"""`python -m server demo`: an evening on the real screens, or, with a display, the screens to try."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from server.entry.demo.evening import DESK, ROOM, Evening, EveningFailed
from server.entry.demo.headless import HeadlessFailed
from server.entry.demo.screens import Screen, ScreenFailed
from server.entry.demo.telling import Telling
from server.entry.demo.venue import Venue, VenueFailed
from server.entry.seeding import read_plan

LOOK_EVERY_S: Final = 0.3
_FAILURES: Final = (EveningFailed, HeadlessFailed, ScreenFailed, VenueFailed)
_HOW: Final = """
四个窗口已经打开，连着 {url}：

  801 平板    点菜、下单、看每道菜到哪一步、呼叫服务
  后厨屏      点一行往前走一步：开始 → 完成 → 通知 → 取走；也可以用键盘（Enter、F2、F3、F7）
  叫号屏      制作中的号，和可以来取的号
  收银台      入住、账单、收款、交班；F12 是快捷键，Ctrl+, 是店长页
              登录：收银员 cashier，PIN {cashier}；店长 manager，PIN {manager}

服务员的事，在另一个终端里做（这就是没有屏幕的客户端）：

  {python} -m common.client watch --device-file {waiter}
  {python} -m common.client deliver '#01' --device-file {waiter}
  {python} -m common.client clean 801 --device-file {waiter}

短信是模拟的：每一步都照走，只是没有手机会响。
关掉四个窗口或按 Ctrl+C 结束。
"""


def has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run(folder: Path, *, shows_windows: bool) -> int:
    """Play in `folder`, which is emptied first; the exit code: 0 when all went as it should."""
    # Asked to end in whatever way: the server and the screens end with us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        _show_windows(folder) if shows_windows else _play(folder)
    except _FAILURES as error:
        print(f"\n没有演完：{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n结束。")
    return 0


def _play(folder: Path) -> None:
    telling = Telling(ZoneInfo(read_plan().shop.zone))
    with Venue(folder / "data", arguments=("--reduce-motion",)) as venue:
        Evening(venue, folder, telling).play()
    print(f"\n全部完成，用了 {telling.seconds:.0f} 秒。截图和录音在 {folder}：")
    for kind in ("*.png", "receipts/*.png", "wav/*.wav"):
        print("  " + "  ".join(str(file.relative_to(folder)) for file in sorted(folder.glob(kind))))


def _show_windows(folder: Path) -> None:
    with Venue(folder / "data", has_display=True) as venue:
        venue.open()
        screens = [
            venue.pair("kitchen", "kds_app", "主灶屏"),
            venue.pair("call_board", "kds_app", "取餐屏", "--speech", "silent"),
            venue.pair("pad", "pad_app", f"{ROOM}平板", room=ROOM),
            venue.pair("cashier", "cashier_app", DESK),
        ]
        waiter = venue.headless("服务员", "waiter")
        waiter.close()  # its device file is for whoever types the commands below
        pins = {login: venue.staff_pin(login) for login in ("cashier", "manager")}
        how = _HOW.format(url=venue.url, python=sys.executable, waiter=waiter.device_file, **pins)
        print(how, flush=True)
        _wait_until_closed(screens)


def _wait_until_closed(screens: list[Screen]) -> None:
    while any(screen.is_running for screen in screens):
        time.sleep(LOOK_EVERY_S)
