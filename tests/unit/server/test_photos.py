"""What is kept of a photo that somebody hands in, and what is no photo."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from common.domain.errors import Invalid
from server.catalog.photos import LONGEST_SIDE, normalised, path_of

ORIENTATION = 0x0112
CAMERA = 0x0110


def picture(kind: str = "JPEG", size: tuple[int, int] = (320, 240), **over: object) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "tomato").save(held, kind, **over)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_same_picture_is_the_same_photo(kind: str) -> None:
    first, again = normalised(picture(kind)), normalised(picture(kind))
    assert first == again
    assert (first.width, first.height) == (320, 240)
    assert path_of(first.id) == f"/v1/photos/{first.id}.jpg"


def test_a_large_one_is_made_small() -> None:
    photo = normalised(picture(size=(4000, 1000)))
    assert (photo.width, photo.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


def test_one_taken_sideways_stands_upright_and_says_nothing_of_its_camera() -> None:
    notes = Image.Exif()
    notes[ORIENTATION], notes[CAMERA] = 6, "somebody's phone"
    photo = normalised(picture(exif=notes))
    assert (photo.width, photo.height) == (240, 320)
    assert not Image.open(io.BytesIO(photo.body)).getexif()


def test_what_is_clear_in_a_drawing_is_white_in_the_photo() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (80, 80), (0, 0, 0, 0)).save(held, "PNG")
    shown = Image.open(io.BytesIO(normalised(held.getvalue()).body))
    assert shown.getpixel((40, 40)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo.unreadable"),
        (b"no picture at all", "photo.unreadable"),
        (picture("GIF"), "photo.unreadable"),
        (picture()[:400], "photo.unreadable"),
        (picture(size=(40, 400)), "photo.too_small"),
        (picture("PNG", size=(8000, 8000)), "photo.too_large"),
    ],
)
def test_what_is_no_photo_of_a_dish(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        normalised(data)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "$.image")


@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    flips=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.integers(0, 5000),
)
def test_an_altered_file_is_a_photo_or_a_refusal_and_never_a_fault(
    kind: str, flips: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(picture(kind, size=(96, 96)))
    for at, value in flips:
        data[at % len(data)] = value
    with suppress(Invalid):
        photo = normalised(bytes(data[: max(cut, 1)]))
        assert max(photo.width, photo.height) <= LONGEST_SIDE
