"""A pad keeps the photos of the menu, and shows them when the server is away."""

import hashlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from common.client.photos import PhotoShelf
from tests.support.waiting import until

DUMPLINGS = b"a photo of dumplings"
NOODLES = b"a photo of noodles"


def path_of(content: bytes) -> str:
    return f"/v1/photos/{hashlib.sha256(content).hexdigest()[:32]}.jpg"


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("photos/*"))


class Server:
    """Photos by path; `asked` says which were fetched. `is_away`: nobody answers."""

    def __init__(self) -> None:
        self.photos = {path_of(DUMPLINGS): DUMPLINGS, path_of(NOODLES): NOODLES}
        self.asked: list[str] = []
        self.is_away = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.is_away:
            raise httpx.ConnectError("away")
        found = self.photos.get(request.url.path)
        return httpx.Response(404) if found is None else httpx.Response(200, content=found)


OpenShelf = Callable[[], PhotoShelf]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def open_shelf(server: Server, tmp_path: Path) -> AsyncIterator[OpenShelf]:
    shelves: list[PhotoShelf] = []

    def opened() -> PhotoShelf:
        shelf = PhotoShelf(tmp_path / "photos", lambda: "http://server",
                           httpx.MockTransport(server), retry_s=0.01)  # fmt: skip
        shelves.append(shelf)
        return shelf

    yield opened
    for shelf in shelves:
        await shelf.aclose()


async def test_a_photo_is_fetched_once_and_then_lies_here(
    server: Server, open_shelf: OpenShelf
) -> None:
    shelf, photo = open_shelf(), path_of(DUMPLINGS)
    assert shelf.path_of(photo) is None
    assert shelf.path_of(photo) is None
    await until(lambda: shelf.path_of(photo))
    server.is_away = True
    path = open_shelf().path_of(photo)
    assert path is not None
    assert path.read_bytes() == DUMPLINGS
    assert server.asked == [photo]


async def test_a_server_that_is_away_is_asked_again(server: Server, open_shelf: OpenShelf) -> None:
    server.is_away = True
    shelf, photo = open_shelf(), path_of(DUMPLINGS)
    shelf.path_of(photo)
    await until(lambda: len(server.asked) > 2)
    server.is_away = False
    await until(lambda: shelf.path_of(photo))


async def test_a_photo_that_is_gone_holds_no_other_up(
    server: Server, open_shelf: OpenShelf
) -> None:
    gone = path_of(b"taken off the menu")
    shelf = open_shelf()
    shelf.path_of(path_of(NOODLES))
    shelf.path_of(gone)
    await until(lambda: shelf.path_of(path_of(NOODLES)))
    assert shelf.path_of(gone) is None


async def test_what_came_torn_is_not_kept(
    server: Server, open_shelf: OpenShelf, tmp_path: Path
) -> None:
    photo = path_of(DUMPLINGS)
    server.photos[photo] = DUMPLINGS[:5]
    shelf = open_shelf()
    shelf.path_of(photo)
    await until(lambda: len(server.asked) > 1)
    assert kept(tmp_path) == []
    server.photos[photo] = DUMPLINGS
    await until(lambda: shelf.path_of(photo))


@pytest.mark.parametrize("photo", [None, "", "http://elsewhere/x.jpg", "/v1/photos/../x.jpg"])
async def test_nothing_but_the_servers_photos_is_fetched(
    server: Server, open_shelf: OpenShelf, photo: str | None
) -> None:
    assert open_shelf().path_of(photo) is None
    assert server.asked == []
