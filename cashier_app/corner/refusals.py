"""Why something of the corner did not take effect, by the problem's stable code."""

from __future__ import annotations

from collections.abc import Mapping

from cashier_app.words import translate
from common.qt import phrases


def setting_up(facts: Mapping[str, object]) -> dict[str, str]:
    """The sentences by code."""
    name = str(facts.get("name", ""))
    return {
        "room.in_use": _in_use(facts),
        "station.in_use": _needed(facts),
        "device.other_program": translate("Cashier", "这台设备装的是另一个程序，请重新配对"),
        "device.revoked": translate("Cashier", "这台设备已经停用"),
        "device.unknown": translate("Cashier", "没有这台设备了"),
        "device.room_of_pad_only": translate("Cashier", "客房平板要选一间房"),
        "staff.login_taken": translate("Cashier", "这个账号已经有人用了"),
        "staff.last_manager": translate("Cashier", "他是最后一位能登录的店长，不能停用或改职位"),
        "staff.unknown": translate("Cashier", "没有这位员工了"),
        "therapist.unknown": translate("Cashier", "没有这位技师了"),
        "shop.zone_unknown": translate("Cashier", "没有这个时区"),
        "shop.until_past": translate("Cashier", "这个时间已经过了"),
        "closing.past": translate("Cashier", "这个时间已经过了"),
        "closing.ends_before_start": translate("Cashier", "结束要晚于开始"),
        "closing.too_many": translate("Cashier", "临时歇业太多了，先删掉几个"),
        "closing.unknown": translate("Cashier", "这次歇业已经取消了"),
        "day.invalid": translate("Cashier", "没有这一天"),
        "corner.needs_manager": translate("Cashier", "这位员工不是店长，不能打开店长页"),
        "body.invalid": translate("Cashier", "填得不对"),
        "parameter.invalid": translate("Cashier", "填得不对"),
        "room.name_taken": translate("Cashier", "已经有一间叫 {0}").format(name),
        "room.unknown": translate("Cashier", "没有这间房了"),
        "category.in_use": translate("Cashier", "里面还有菜，先把菜移走"),
        "category.unknown": translate("Cashier", "没有这个分类了"),
        "option.invalid": translate("Cashier", "这样没法选"),
        "photo.unreadable": translate("Cashier", "这个文件不是照片，或已损坏"),
        "photo.too_large": translate("Cashier", "照片太大"),
        "photo.too_small": translate("Cashier", "照片太小，边长至少 64 像素"),
        "station.name_taken": translate("Cashier", "已经有一个叫 {0}").format(name),
        "call.label_taken": translate("Cashier", "已经有一个按钮写着这些字"),
        "call.too_many": translate("Cashier", "按钮太多了"),
        "call.unknown_template": translate("Cashier", "没有这个按钮了"),
        "announcement.never_spoken": translate("Cashier", "这类消息只刷新画面，不能播报"),
        "announcement.out_of_range": translate("Cashier", "超出了范围"),
        "announcement.unknown": translate("Cashier", "这类消息不能设置"),
        "file.not_saved": str(facts.get("why", "")),
        "sms.no_phones": translate("Cashier", "里面没有手机号"),
        "sms.list_unreadable": translate("Cashier", "这个文件读不了，或者太大"),
        "sms.too_many_phones": translate("Cashier", "号码太多"),
        "sms.signature_missing": translate("Cashier", "开头要有 【签名】，2 到 30 个字"),
        "sms.text_invalid": translate("Cashier", "内容太长，或没有内容"),
        "sms.phone_invalid": translate("Cashier", "不是手机号"),
        "sms.insufficient": translate("Cashier", "短信余额不够"),
        "sms.template_invalid": translate("Cashier", "花括号写得不对"),
        "sms.purchase_conflict": translate("Cashier", "这个付款单号用过了，金额不同"),
        "sms.package_unknown": translate("Cashier", "没有这个套餐了"),
        "station.unknown": translate("Cashier", "没有这个档口了"),
    }


def _in_use(facts: Mapping[str, object]) -> str:
    """What keeps a room in use, named."""
    state = {
        "occupied": translate("Cashier", "里面有客人"),
        "to_clean": translate("Cashier", "还没清洁"),
    }.get(str(facts.get("state", "")), "")
    pads, therapists = listed(facts.get("pads")), listed(facts.get("therapists"))
    parts = [
        state,
        translate("Cashier", "先移走或停用平板 {0}").format(pads) if pads else "",
        translate("Cashier", "{0} 还在上钟").format(therapists) if therapists else "",
    ]
    return translate("Cashier", "不能停用：") + translate("Cashier", "；").join(
        x for x in parts if x
    )


def _needed(facts: Mapping[str, object]) -> str:
    """Which dishes and screens need a station."""
    dishes, screens = listed(facts.get("dishes")), listed(facts.get("screens"))
    parts = [
        translate("Cashier", "还有菜在这里做：{0}").format(dishes) if dishes else "",
        translate("Cashier", "还有屏显示它：{0}").format(screens) if screens else "",
    ]
    return translate("Cashier", "不能删除：") + translate("Cashier", "；").join(
        x for x in parts if x
    )


def listed(held: object) -> str:
    """Names in one line; of many the first five."""
    names = [str(x) for x in held] if isinstance(held, list | tuple) else []
    more = translate("Cashier", " 等 {0} 个").format(len(names)) if len(names) > 5 else ""
    return phrases.listed(names[:5]) + more
