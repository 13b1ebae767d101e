"""What the message centre's pages say of events, channels and what became of a sentence."""

from __future__ import annotations

from cashier_app.words import translate
from common.domain.announcement_settings import Source
from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.chimes import Chime
from common.domain.rows import OrderSource


def event(which: Event | str) -> str:
    """An event of a newer server is shown as it is."""
    known = {
        Event.ORDER_PLACED: translate("Cashier", "下单"),
        Event.ORDER_ADDED: translate("Cashier", "加单"),
        Event.LINE_CANCELLED: translate("Cashier", "取消菜"),
        Event.LINE_NOTIFIED: translate("Cashier", "叫人取餐"),
        Event.LINE_RUSHED: translate("Cashier", "催菜"),
        Event.LINE_STOP_REQUESTED: translate("Cashier", "停做"),
        Event.LINE_REMADE: translate("Cashier", "重做"),
        Event.PAD_CALLED: translate("Cashier", "客人呼叫"),
        Event.STAY_MOVED: translate("Cashier", "换房"),
        Event.DEVICE_SILENT: translate("Cashier", "屏幕没有播报"),
        Event.SMS_LOW_BALANCE: translate("Cashier", "短信余额低"),
    }
    return next((words for each, words in known.items() if each == which), str(which))


def channel(which: Channel | str) -> str:
    known = {
        Channel.KITCHEN: translate("Cashier", "后厨"),
        Channel.CALL_BOARD: translate("Cashier", "叫号屏"),
        Channel.CASHIER: translate("Cashier", "收银台"),
        Channel.PAD: translate("Cashier", "房间平板"),
        Channel.WAITER: translate("Cashier", "服务员"),
    }
    return next((words for each, words in known.items() if each == which), str(which))


def source(which: Source) -> str:
    match which:
        case Source.SHOP:
            return translate("Cashier", "本店设置")
        case Source.BRAND:
            return translate("Cashier", "品牌设置")
        case Source.HOUSE:
            return translate("Cashier", "出厂设置")


def order_source(which: OrderSource) -> str:
    match which:
        case OrderSource.PAD:
            return translate("Cashier", "房间平板")
        case OrderSource.CASHIER:
            return translate("Cashier", "收银台")
        case OrderSource.HAND_TAG:
            return translate("Cashier", "手牌")


def chime(which: Chime) -> str:
    match which:
        case Chime.NEW:
            return translate("Cashier", "两声上行")
        case Chime.ADDED:
            return translate("Cashier", "三声上行")
        case Chime.RUSH:
            return translate("Cashier", "敲两下")
        case Chime.CALL:
            return translate("Cashier", "门铃")
        case Chime.LATE:
            return translate("Cashier", "一声低音")
        case Chime.OFFLINE:
            return translate("Cashier", "长低音")
        case Chime.BACK:
            return translate("Cashier", "一声轻音")


def placeholder(name: str) -> str:
    """What a placeholder of a template stands for."""
    known = {
        "roomName": translate("Cashier", "房号"),
        "handTag": translate("Cashier", "手牌"),
        "number": translate("Cashier", "单号"),
        "goodsName": translate("Cashier", "菜名"),
        "num": translate("Cashier", "份数"),
        "unit": translate("Cashier", "单位"),
        "callName": translate("Cashier", "呼叫内容"),
        "fromRoom": translate("Cashier", "原来的房"),
        "toRoom": translate("Cashier", "新的房"),
        "deviceName": translate("Cashier", "屏幕名"),
        "balance": translate("Cashier", "余额"),
    }
    return known.get(name, name)


def status(which: MessageStatus) -> tuple[str, str, str]:
    """Word, icon and tone."""
    match which:
        case MessageStatus.PENDING:
            return translate("Cashier", "还没到时间"), "clock", ""
        case MessageStatus.SENT:
            return translate("Cashier", "已发出"), "arrow-up", "info"
        case MessageStatus.DELIVERED:
            return translate("Cashier", "已送到"), "check", "info"
        case MessageStatus.SPOKEN:
            return translate("Cashier", "已播报"), "speaker", "ok"
        case MessageStatus.FAILED:
            return translate("Cashier", "没播出来"), "triangle", "bad"
        case MessageStatus.SUPPRESSED:
            return translate("Cashier", "不必再播"), "muted", "off"
        case MessageStatus.EXPIRED:
            return translate("Cashier", "过期"), "hourglass", "warn"


def why(code: str) -> str:
    """How a sentence came to its end; a word of a newer server or of an engine as it is."""
    known = {
        "line_waiting": translate("Cashier", "后厨已经开始做了"),
        "order_open": translate("Cashier", "订单已取消或已完成"),
        "stay_open": translate("Cashier", "客人已经离店"),
        "wanted": translate("Cashier", "这台屏幕不收这类消息"),
        "device_in_room": translate("Cashier", "平板已不在那间房"),
        "therapist_on_clock": translate("Cashier", "技师已经下钟"),
        "call_open": translate("Cashier", "已经有人去了"),
        "not_expired": translate("Cashier", "已经过了时间"),
        "not_enabled": translate("Cashier", "这类消息已关闭"),
        "refresh_only": translate("Cashier", "只刷新画面，不播报"),
        "overtaken": translate("Cashier", "由后一遍代替"),
        "raised_again": translate("Cashier", "没人听到，换别的屏幕再播"),
        "unheard": translate("Cashier", "没人听到"),
        "shown": translate("Cashier", "只显示，不播报"),
        "nobody_spoke": translate("Cashier", "没有屏幕播报"),
        "spoken_elsewhere": translate("Cashier", "由另一台屏幕播报了"),
        "interrupted": translate("Cashier", "播到一半程序停了"),
        "engine_missing": translate("Cashier", "没有语音引擎"),
        "voice_missing": translate("Cashier", "没有中文语音"),
        "no_device": translate("Cashier", "没有音箱"),
        "empty_sound": translate("Cashier", "语音没有声音"),
        "timeout": translate("Cashier", "语音卡住了"),
        "child_died": translate("Cashier", "语音程序停了"),
    }
    return known.get(code, code)


def again(reason: str) -> str:
    """Why it was said once more."""
    known = {
        "repeat": translate("Cashier", "按设置重复"),
        "unheard": translate("Cashier", "再次提醒：之前没人听到"),
    }
    return known.get(reason, reason)
