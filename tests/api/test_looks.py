"""Pictures over the wire: found by one, and refused as they should be."""

from __future__ import annotations

import io

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from stall import Stall

from api.calling import picture, problem
from marketplace.looks.measures import measure
from marketplace.looks.pictures import MAX_BYTES, read

RED, GREEN = (180, 60, 40), (40, 140, 60)


def put(stall: Stall, name: str, colour: tuple[int, int, int]) -> str:
    product = stall.product(name)
    vector = measure(read(picture(colour, side=200)))
    stall.execute("INSERT INTO product_looks VALUES (%s, 'test', '', %s)", (product, vector))
    return product


def send(client: TestClient, body: bytes, kind: str = "image/png", **query: int) -> object:
    return client.post("/search/by-picture", content=body, headers={"Content-Type": kind}, params=query)


@pytest.mark.parametrize(("kind", "name"), [("image/png", "PNG"), ("image/jpeg", "JPEG"), ("image/webp", "WEBP")])
def test_a_sent_picture_finds_what_looks_like_it(client: TestClient, stall: Stall, kind: str, name: str) -> None:
    red, green = put(stall, "Red", RED), put(stall, "Green", GREEN)
    found = client.post("/search/by-picture", content=picture(RED, name), headers={"Content-Type": kind}).json()
    assert [one["product"]["id"] for one in found] == [red, green]
    assert found[0]["parts"]["colour"] > 0.9 > found[1]["parts"]["colour"]
    assert set(found[0]) == {"product", "score", "parts"}
    assert set(found[0]["parts"]) == {"colour", "form", "texture"}
    like = client.get(f"/products/{red}/looks-like").json()
    assert [one["product"]["id"] for one in like] == [green]
    stall.execute("DELETE FROM product_looks")


def test_refusals_are_problems(client: TestClient) -> None:
    problem(send(client, b"hello"), 422, "invalid-input")
    problem(send(client, b""), 422, "invalid-input")
    problem(send(client, picture()[:-60]), 422, "invalid-input")
    for kind in ("image/gif", "application/json", "text/plain", "multipart/form-data; boundary=x", ""):
        problem(send(client, picture(), kind), 415, "unsupported-media-type")
    body = problem(send(client, b"\0" * (MAX_BYTES + 1)), 413, "content-too-large")
    assert body["detail"] == "A body may have 5,242,880 bytes, and this one has more. Send less at once."
    problem(client.get("/products/none/looks-like"), 404, "not-found")
    problem(client.get("/search/by-picture"), 405, "method-not-allowed")


def test_a_picture_may_be_longer_than_other_bodies(client: TestClient) -> None:
    file = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(file, "PNG")
    assert 256 * 1024 < len(file.getvalue()) < MAX_BYTES
    assert send(client, file.getvalue(), "IMAGE/PNG; a=b", limit=1).status_code == 200  # type: ignore[attr-defined]
    problem(
        client.post(
            "/session", content=b'{"login": "' + b"a" * 300_000 + b'"}', headers={"Content-Type": "application/json"}
        ),
        413,
        "content-too-large",
    )
