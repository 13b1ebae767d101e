"""What the middle of the screen is: the board, a skeleton before the first fetch, or an empty board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from common.client.facade import Phase
from kds_app import words
from kds_app.moment import Moment

AWAITED_AFTER_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class ScreenState:
    """`mode`: loading, empty, board. `awaited`: said after 5 s of loading."""

    mode: str = "loading"
    is_blind: bool = False
    awaited: str = ""
    empty_title: str = ""
    empty_status: str = ""
    empty_detail: str = ""
    empty_is_filtered: bool = False


def screen_state(moment: Moment, station: str, done_today: str = "") -> ScreenState:
    """`station`: the chosen tab's name. `done_today`: what was finished here today."""
    if moment.is_first_load:
        return ScreenState(is_blind=moment.is_blind, awaited=_awaited(moment))
    if moment.board.tickets:
        return ScreenState("board", moment.is_blind)
    is_filtered = bool(moment.everywhere)
    title = words.translate("Kds", "现在没有要做的单")
    if is_filtered:
        title = words.translate("Kds", "{0}现在没有要做的单").format(station)
    return ScreenState(
        mode="empty",
        is_blind=moment.is_blind,
        empty_title=title,
        empty_status=_status(moment),
        empty_detail=done_today,
        empty_is_filtered=is_filtered,
    )


def _awaited(moment: Moment) -> str:
    if moment.trust.age_s < AWAITED_AFTER_S:
        return ""
    url = moment.identity.server_url if moment.identity else ""
    if moment.link.phase is Phase.FETCHING:
        return words.translate("Kds", "已连上服务器，正在取今天的单")
    return words.translate("Kds", "正在等服务器 {0} 回答").format(url)


def _status(moment: Moment) -> str:
    if moment.is_blind:
        return words.translate("Kds", "已断开服务器：可能有新单没有显示")
    if moment.link.phase is not Phase.LIVE:
        return words.translate("Kds", "正在连接服务器")
    age = words.translate("Kds", "{0}前").format(words.exactly(int(moment.trust.age_s)))
    return words.translate("Kds", "服务器正常 · {0}有消息").format(age)
