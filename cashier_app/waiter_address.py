"""Where a waiter's phone finds its page, as a QR code draws it: an address and a code, never a token."""

from __future__ import annotations

import ipaddress
import socket
from base64 import b64encode
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

QUIET_ZONE: Final = 4  # modules of white that readers need around it
_ELSEWHERE: Final = ("192.0.2.1", 9)  # an address of the documentation's own: nothing is sent there


def waiter_url(server_url: str, code: str) -> str:
    """The page with the one-time `code` behind `#`, which no server and no log ever sees."""
    parts = urlsplit(server_url)
    if _is_this_machine(parts.hostname or ""):
        port = f":{parts.port}" if parts.port else ""
        parts = parts._replace(netloc=f"{_address_in_the_house()}{port}")
    return urlunsplit(parts._replace(path="/waiter", query="", fragment=code))


@lru_cache(maxsize=4)
def qr_png(text: str) -> str:
    """`text` as a QR code, one pixel a module, as the address of an image."""
    from qrcode import QRCode  # seldom needed, and 50 ms to load

    drawn = QRCode(border=QUIET_ZONE)
    drawn.add_data(text)
    drawn.make()
    modules = drawn.get_matrix()
    image = QImage(len(modules), len(modules), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.setPixelColor(x, y, Qt.GlobalColor.black)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return "data:image/png;base64," + b64encode(bytes(buffer.data().data())).decode()


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address_in_the_house() -> str:
    """What other machines call this one; the desk stands on the server, phones do not."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return "127.0.0.1"  # no network at all: no phone could come either
        address: str = probe.getsockname()[0]
        return address
