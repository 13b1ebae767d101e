"""A dish is shown by its photo once the photo is here, and by its character until then."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import an_evening

PHOTO = "/v1/photos/0123456789abcdef0123456789abcdef.jpg"


async def test_a_photo_takes_the_place_of_the_character_when_it_arrives(
    open_pad: OpenPad, tmp_path: Path
) -> None:
    here: dict[str | None, Path] = {}
    pad = open_pad(an_evening(), here.get)
    await pad.tap("category-水饺面点")
    dish = next(x for x in pad.evening.menu.goods if x.name == "手工水饺")
    pad.core.server_says(
        "menu.changed", goods=[replace(dish, photo=PHOTO, version=dish.version + 1)]
    )
    await pad.wait_for("dish-手工水饺")
    assert not shown(pad)

    here[PHOTO] = tmp_path / "dumplings.jpg"
    Image.new("RGB", (480, 320), "tomato").save(here[PHOTO])
    pad.model.look()
    await pad.until(lambda: shown(pad), "the photo is painted")


def shown(pad: Pad) -> bool:
    return any(photo.implicitWidth() > 0 for photo in pad.items("photo"))
