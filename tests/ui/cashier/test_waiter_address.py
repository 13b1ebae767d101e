"""How a waiter's phone is shown the way: an address and a one-time code, nothing that lasts."""

from base64 import b64decode
from urllib.parse import urlsplit

import pytest
from PySide6.QtGui import QImage

from cashier_app.waiter_address import QUIET_ZONE, qr_png, waiter_url


def test_the_code_stands_where_no_server_reads_it() -> None:
    assert waiter_url("http://192.168.1.10:8000", "12345678") == (
        "http://192.168.1.10:8000/waiter#12345678"
    )
    assert waiter_url("https://zaotai.lan/", "12345678") == "https://zaotai.lan/waiter#12345678"


@pytest.mark.parametrize("server", ["http://127.0.0.1:8000", "http://localhost:8000"])
def test_a_desk_on_the_server_itself_shows_what_phones_can_reach(server: str) -> None:
    parts = urlsplit(waiter_url(server, "12345678"))
    assert (parts.port, parts.path, parts.fragment) == (8000, "/waiter", "12345678")
    assert parts.hostname != "localhost"


def test_the_picture_has_one_pixel_a_module_and_white_around_it() -> None:
    picture = QImage.fromData(b64decode(qr_png("http://192.168.1.10:8000/waiter#12345678")[22:]))
    size = picture.width()
    assert size == picture.height() == 29 + 2 * QUIET_ZONE
    dark = [[picture.pixelColor(x, y).value() == 0 for x in range(size)] for y in range(size)]
    assert not any(dark[0])
    assert not any(row[QUIET_ZONE - 1] for row in dark)
    finder = [dark[QUIET_ZONE + y][QUIET_ZONE : QUIET_ZONE + 7] for y in range(7)]
    assert finder[0] == [True] * 7
    assert finder[1] == [True, *[False] * 5, True]
    assert finder[3] == [True, False, True, True, True, False, True]
