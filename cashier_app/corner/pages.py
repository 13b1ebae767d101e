"""Every page of the corner, in the order of its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject

from cashier_app.corner.announcements_page import AnnouncementsPage
from cashier_app.corner.around import Around
from cashier_app.corner.audit_page import AuditPage
from cashier_app.corner.categories_page import CategoriesPage
from cashier_app.corner.devices_page import DevicesPage
from cashier_app.corner.dishes_page import DishesPage
from cashier_app.corner.hours_page import HoursPage
from cashier_app.corner.message_log_page import MessageLogPage
from cashier_app.corner.pad_calls_page import PadCallsPage
from cashier_app.corner.page import CornerPage
from cashier_app.corner.printers_page import PrintersPage
from cashier_app.corner.rooms_page import RoomsPage
from cashier_app.corner.shop_page import ShopPage
from cashier_app.corner.sms_account_page import SmsAccountPage
from cashier_app.corner.sms_blacklist_page import SmsBlacklistPage
from cashier_app.corner.sms_messages_page import SmsMessagesPage
from cashier_app.corner.sms_templates_page import SmsTemplatesPage
from cashier_app.corner.staff_page import StaffPage
from cashier_app.corner.stations_page import StationsPage
from cashier_app.corner.therapists_page import TherapistsPage
from cashier_app.words import translate


class Group(StrEnum):
    """What a page belongs to: a heading of the list."""

    MENU = "menu"
    SHOP = "shop"
    PEOPLE = "people"
    MESSAGES = "messages"
    SMS = "sms"
    PRINT = "print"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """`qml`: the component that shows it, given `page`; `make`: its view-model."""

    key: str
    group: Group
    icon: str
    make: Callable[[Around, QObject], CornerPage]
    qml: str = "CornerListPage"


PAGES: Final = (
    PageSpec("dishes", Group.MENU, "bowl", DishesPage, qml="CornerDishes"),
    PageSpec("categories", Group.MENU, "list", CategoriesPage),
    PageSpec("shop", Group.SHOP, "leaf", ShopPage, qml="CornerFormPage"),
    PageSpec("hours", Group.SHOP, "clock", HoursPage),
    PageSpec("rooms", Group.SHOP, "house", RoomsPage),
    PageSpec("stations", Group.SHOP, "pot", StationsPage),
    PageSpec("devices", Group.SHOP, "screen", DevicesPage),
    PageSpec("staff", Group.PEOPLE, "person", StaffPage),
    PageSpec("therapists", Group.PEOPLE, "star", TherapistsPage),
    PageSpec("announcements", Group.MESSAGES, "horn", AnnouncementsPage, qml="CornerAnnouncements"),
    PageSpec("padCalls", Group.MESSAGES, "bell", PadCallsPage),
    PageSpec("smsMessages", Group.SMS, "chat", SmsMessagesPage),
    PageSpec("smsAccount", Group.SMS, "wallet", SmsAccountPage),
    PageSpec("smsTemplates", Group.SMS, "bubble", SmsTemplatesPage),
    PageSpec("smsBlacklist", Group.SMS, "forbid", SmsBlacklistPage),
    PageSpec("printers", Group.PRINT, "printer", PrintersPage),
    PageSpec("messageLog", Group.RECORD, "speaker", MessageLogPage),
    PageSpec("audit", Group.RECORD, "history", AuditPage),
)


def word(key: str) -> str:
    """The page's name."""
    known = {
        "dishes": translate("Cashier", "菜品"),
        "categories": translate("Cashier", "分类"),
        "announcements": translate("Cashier", "播报设置"),
        "padCalls": translate("Cashier", "呼叫按钮"),
        "smsMessages": translate("Cashier", "短信与群发"),
        "smsAccount": translate("Cashier", "余额与套餐"),
        "smsTemplates": translate("Cashier", "短信模板"),
        "smsBlacklist": translate("Cashier", "黑名单"),
        "messageLog": translate("Cashier", "播报记录"),
        "shop": translate("Cashier", "门店资料"),
        "hours": translate("Cashier", "营业时间"),
        "printers": translate("Cashier", "打印机"),
        "rooms": translate("Cashier", "房间"),
        "stations": translate("Cashier", "档口"),
        "devices": translate("Cashier", "设备"),
        "staff": translate("Cashier", "员工"),
        "therapists": translate("Cashier", "技师"),
        "audit": translate("Cashier", "操作记录"),
    }
    return known[key]


def group_word(group: Group) -> str:
    match group:
        case Group.MENU:
            return translate("Cashier", "菜单")
        case Group.SHOP:
            return translate("Cashier", "门店")
        case Group.PEOPLE:
            return translate("Cashier", "人员")
        case Group.MESSAGES:
            return translate("Cashier", "消息")
        case Group.SMS:
            return translate("Cashier", "短信")
        case Group.PRINT:
            return translate("Cashier", "打印")
        case Group.RECORD:
            return translate("Cashier", "记录")
