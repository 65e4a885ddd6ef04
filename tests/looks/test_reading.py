"""Uploaded pictures: what can be read, and what is refused, in words."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from looks.drawn import file, rgb, thing
from marketplace.errors import InvalidInput
from marketplace.looks.measures import measure
from marketplace.looks.pictures import MAX_BYTES, MAX_PIXELS, read

WHOLE = {kind: file(thing(side=96), kind) for kind in ("PNG", "JPEG", "WEBP")}


def like(data: bytes, picture: Image.Image) -> float:
    return float(measure(read(data)) @ measure(picture))


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that says it has so many pixels, with these chunks."""
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (header, *chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", WHOLE)
def test_the_three_kinds_are_read(kind: str) -> None:
    assert like(WHOLE[kind], thing(side=96)) > 0.95


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "There is nothing in this file"),
        (b"hello", "not a picture that can be read"),
        (b"%PDF-1.7 ...", "not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that can be read"),
        (file(thing(side=20), "GIF"), "not a picture that can be read"),
        (file(thing(side=20), "BMP"), "not a picture that can be read"),
        (file(thing(side=20), "TIFF"), "not a picture that can be read"),
        (WHOLE["PNG"][:-200], "damaged or cut short"),
        (WHOLE["JPEG"][: len(WHOLE["JPEG"]) // 2], "damaged or cut short"),
        (WHOLE["WEBP"][: len(WHOLE["WEBP"]) // 2], "not a picture that can be read"),
        (b"\x89PNG\r\n\x1a\n", "not a picture that can be read"),
        (png(6000, 6000, (b"IDAT", zlib.compress(b"\0" * 100))), "36,000,000 pixels"),
        (png(50_000, 50_000, (b"IDAT", zlib.compress(b"\0" * 100))), "pixels"),
        (png(2**31 - 1, 2**31 - 1), "pixels"),
        (png(0, 10, (b"IDAT", b"")), "not a picture that can be read"),
        (WHOLE["JPEG"] + b"\0" * MAX_BYTES, "bytes; at most 5,242,880 are read"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read(data)


def test_a_long_text_in_a_picture_is_not_unfolded() -> None:
    bomb = png(4, 4, (b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 20_000_000, 9)))
    with pytest.raises(InvalidInput):
        read(bomb)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(WHOLE)), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=6)
)
def test_damage_is_survived_or_refused(kind: str, damage: list[tuple[float, bytes]]) -> None:
    data = bytearray(WHOLE[kind])
    for where, what in damage:
        at = int(where * (len(data) - 1))
        data[at : at + len(what)] = what
    try:
        picture = read(bytes(data))
    except InvalidInput:
        return
    assert picture.mode == "RGB"
    assert picture.width * picture.height <= MAX_PIXELS
    measure(picture)


def test_a_pixel_is_a_picture() -> None:
    for mode, colour in (("RGB", (9, 9, 9)), ("L", 200), ("1", 1), ("RGBA", (9, 9, 9, 0))):
        assert measure(read(file(Image.new(mode, (1, 1), colour)))).any()


def test_a_thread_is_a_picture() -> None:
    assert measure(read(file(Image.new("RGB", (9000, 1), (200, 10, 10))))).any()


def test_inks_become_colours() -> None:
    picture = thing(side=96)
    assert like(file(picture.convert("CMYK"), "JPEG", quality=95), picture) > 0.9


@pytest.mark.parametrize("mode", ["P", "L", "LA", "1"])
def test_other_pixels_are_read_too(mode: str) -> None:
    picture = thing(side=96)
    assert like(file(picture.convert(mode)), picture.convert(mode).convert("RGB")) > 0.99


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    grey = np.asarray(thing(side=96).convert("L"))
    deep = Image.fromarray(grey.astype(np.uint16) * 257)
    assert like(file(deep), Image.fromarray(grey).convert("RGB")) > 0.99


def test_what_is_transparent_is_paper() -> None:
    cut = thing(side=96).convert("RGBA")
    pixels = np.array(cut)
    pixels[(pixels[..., :3] == rgb((88, 2, 8))).all(axis=2), 3] = 0
    assert like(file(Image.fromarray(pixels)), thing(side=96, ground=(100, 0, 0))) > 0.97


def test_a_telephone_held_sideways_takes_an_upright_picture() -> None:
    picture = thing(side=96)
    picture.paste((20, 20, 20), (24, 24, 48, 72))  # so that up is not left
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by a quarter clockwise
    lying = picture.transpose(Image.Transpose.ROTATE_90)
    assert like(file(lying, "JPEG", quality=95, exif=turned), picture) > 0.97
    assert like(file(lying, "JPEG", quality=95), picture) < 0.9


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_what_moves_the_first_picture_counts(kind: str) -> None:
    first, then = thing(side=96), thing(side=96, colour=(50, -45, 35))
    moving = file(first, kind, save_all=True, append_images=[then, then], duration=100)
    assert like(moving, first) > 0.95
