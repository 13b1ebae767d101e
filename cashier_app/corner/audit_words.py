"""The trail in sentences: `周敏 把房间 801 的房号改为 801A`. Two tables: subjects, and their fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from cashier_app import words
from cashier_app.corner import terminals
from cashier_app.words import translate
from common.domain.audit import AuditAction, Subject, Value
from common.qt import phrases
from common.wire.audit import AuditBody

_MOST_FIELDS: Final = 2
_MOMENTS: Final = frozenset({"starts_at", "ends_at", "until"})


def subject_word(subject: Subject) -> str:
    known = {
        Subject.SHOP: translate("Cashier", "门店资料"),
        Subject.HOURS: translate("Cashier", "营业时间"),
        Subject.CLOSING: translate("Cashier", "临时歇业"),
        Subject.ROOM: translate("Cashier", "房间"),
        Subject.STATION: translate("Cashier", "档口"),
        Subject.DEVICE: translate("Cashier", "设备"),
        Subject.STAFF: translate("Cashier", "员工"),
        Subject.THERAPIST: translate("Cashier", "技师"),
        Subject.CATEGORY: translate("Cashier", "分类"),
        Subject.GOODS: translate("Cashier", "菜品"),
        Subject.PHOTO: translate("Cashier", "照片"),
        Subject.PRINTER: translate("Cashier", "打印机"),
        Subject.MESSAGE_CONFIG: translate("Cashier", "播报设置"),
        Subject.MESSAGE_TEMPLATE: translate("Cashier", "播报模板"),
        Subject.SMS: translate("Cashier", "短信"),
    }
    return known[subject]


def field_word(field: str) -> str:
    """A field's word; an unknown one is shown as it is."""
    known = {
        "name": translate("Cashier", "名称"),
        "source": translate("Cashier", "来自"),
        "is_enabled": translate("Cashier", "播报启用"),
        "is_spoken": translate("Cashier", "出声"),
        "room_template": translate("Cashier", "按房间的句子"),
        "tag_template": translate("Cashier", "按手牌的句子"),
        "sources": translate("Cashier", "下单来源"),
        "delay_s": translate("Cashier", "延迟（秒）"),
        "repeats": translate("Cashier", "播报次数"),
        "interval_s": translate("Cashier", "间隔（秒）"),
        "priority": translate("Cashier", "优先级"),
        "chime": translate("Cashier", "提示音"),
        "voice_rate": translate("Cashier", "语速"),
        "expires_after_s": translate("Cashier", "过期（秒）"),
        "confirm_within_s": translate("Cashier", "多久没播就升级（秒）"),
        "quiet": translate("Cashier", "安静时段"),
        "burst_s": translate("Cashier", "合并（秒）"),
        "say_one_as_yao": translate("Cashier", "1 读作幺"),
        "kitchen_offline_s": translate("Cashier", "后厨屏失联提醒（秒）"),
        "call_board_offline_s": translate("Cashier", "叫号屏失联提醒（秒）"),
        "cashier_offline_s": translate("Cashier", "收银台失联提醒（秒）"),
        "pad_offline_s": translate("Cashier", "平板失联提醒（秒）"),
        "waiter_offline_s": translate("Cashier", "服务员端失联提醒（秒）"),
        "label": translate("Cashier", "按钮"),
        "call_name": translate("Cashier", "播报的话"),
        "is_shown": translate("Cashier", "显示按钮"),
        "wants": translate("Cashier", "只播这些"),
        "floor": translate("Cashier", "楼层"),
        "kind": translate("Cashier", "类型"),
        "position": translate("Cashier", "次序"),
        "room": translate("Cashier", "房间"),
        "stations": translate("Cashier", "档口"),
        "speech_zone": translate("Cashier", "播报区"),
        "login": translate("Cashier", "登录账号"),
        "role": translate("Cashier", "职位"),
        "is_active": translate("Cashier", "可以登录"),
        "columns": translate("Cashier", "纸宽（列）"),
        "has_receipts": translate("Cashier", "打小票"),
        "prints_paid": translate("Cashier", "收清后自动打"),
        "opens_drawer": translate("Cashier", "弹开钱箱"),
        "zone": translate("Cashier", "时区"),
        "phone": translate("Cashier", "电话"),
        "address": translate("Cashier", "地址"),
        "default_target_minutes": translate("Cashier", "出餐承诺（分钟）"),
        "delivery_minutes": translate("Cashier", "送餐另加（分钟）"),
        "collect_hint": translate("Cashier", "取餐提示"),
        "pad_calls": translate("Cashier", "呼叫按钮"),
        "give_away_limit_fen": translate("Cashier", "收银员让利上限"),
        "offers_texts": translate("Cashier", "客人可在平板上留手机号"),
        "asks_sign_in_code": translate("Cashier", "新设备登录要验证码"),
        "weekly": translate("Cashier", "每周营业时间"),
        "starts_at": translate("Cashier", "开始"),
        "ends_at": translate("Cashier", "结束"),
        "reason": translate("Cashier", "原因"),
        "until": translate("Cashier", "直到"),
        "blurb": translate("Cashier", "介绍"),
        "price_fen": translate("Cashier", "价格"),
        "category": translate("Cashier", "分类"),
        "unit": translate("Cashier", "单位"),
        "target_minutes": translate("Cashier", "出餐承诺（分钟）"),
        "on_menu": translate("Cashier", "在菜单上"),
        "allergens": translate("Cashier", "过敏原"),
        "options": translate("Cashier", "选项"),
        "photo": translate("Cashier", "照片"),
        "tint": translate("Cashier", "底色"),
    }
    return known.get(field, field)


def value_text(field: str, value: Value, zone: tzinfo) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return translate("Cashier", "是") if value else translate("Cashier", "否")
    if isinstance(value, list):
        return phrases.listed(value) or translate("Cashier", "无")
    if value is None or value == "":
        return translate("Cashier", "空")
    if field.endswith("_fen") and isinstance(value, int):
        return words.short(value)
    text = str(value)
    if field == "photo":
        return translate("Cashier", "有")
    if field in _MOMENTS:
        return words.day_and_clock(datetime.fromisoformat(text), zone)
    if field == "role":
        return terminals.role_word(text)
    if field == "kind":
        return terminals.kind_word(text)
    return terminals.zone_word(text) if field == "speech_zone" else text


def who(row: AuditBody) -> str:
    """The person, else the terminal, else the server's own command line."""
    if row.by_name or row.device_name:
        return row.by_name or row.device_name
    return translate("Cashier", "服务器命令行")


def sentence(row: AuditBody, zone: tzinfo) -> str:
    """`周敏 把房间 801 的名称改为 801A`."""
    is_named = bool(row.name) and row.subject not in (Subject.SHOP, Subject.HOURS, Subject.CLOSING)
    thing = f"{subject_word(row.subject)} {row.name} " if is_named else subject_word(row.subject)
    return f"{who(row)} {_of_action(row, thing, zone)}".rstrip()


def _of_action(row: AuditBody, thing: str, zone: tzinfo) -> str:
    if row.action is AuditAction.CHANGED:
        return _changed(row, thing, zone)
    if row.action is AuditAction.CODE_MADE:
        return translate("Cashier", "生成了配对码（{0}）").format(row.name or _place(row, zone))
    plain = {
        AuditAction.ADDED: translate("Cashier", "新加了{0}"),
        AuditAction.REMOVED: translate("Cashier", "删除了{0}"),
        AuditAction.PAIRED: translate("Cashier", "用配对码连上了"),
        AuditAction.REVOKED: translate("Cashier", "停用了{0}"),
        AuditAction.PIN_SET: translate("Cashier", "设了{0}的 PIN"),
        AuditAction.OUT_OF_USE: translate("Cashier", "停用了{0}"),
        AuditAction.IN_USE: translate("Cashier", "恢复使用{0}"),
        AuditAction.BACK_TO_HOURS: translate("Cashier", "改回按营业时间"),
        AuditAction.OPENED: translate("Cashier", "手动设为营业"),
        AuditAction.CLOSED: translate("Cashier", "手动打烊"),
    }
    by_hand = row.action in (AuditAction.OPENED, AuditAction.CLOSED)
    why = _why(row.after, zone) if by_hand else ""
    return plain.get(row.action, row.action.value).format(thing) + why


def _place(row: AuditBody, zone: tzinfo) -> str:
    held = [value_text(x, row.after[x], zone) for x in ("kind", "room") if row.after.get(x)]
    return " ".join(held)


def _changed(row: AuditBody, thing: str, zone: tzinfo) -> str:
    fields = list({**row.before, **row.after})
    if not fields:
        return translate("Cashier", "改了{0}").format(thing)
    if fields == ["name"] and row.subject is not Subject.SHOP:
        new = value_text("name", row.after.get("name"), zone)
        return translate("Cashier", "把{0}改名为 {1}").format(thing, new)
    told = [
        translate("Cashier", "{0}改为 {1}").format(
            field_word(field), value_text(field, row.after.get(field), zone)
        )
        for field in fields[:_MOST_FIELDS]
    ]
    more = len(fields) - _MOST_FIELDS
    if more > 0:
        told.append(translate("Cashier", "另改 {0} 项").format(more))
    return translate("Cashier", "把{0}的").format(thing) + translate("Cashier", "，").join(told)


def _why(after: Mapping[str, Value], zone: tzinfo) -> str:
    parts = [
        f"{field_word(field)} {value_text(field, value, zone)}"
        for field, value in after.items()
        if value
    ]
    if not parts:
        return ""
    return translate("Cashier", "（{0}）").format(translate("Cashier", "，").join(parts))
