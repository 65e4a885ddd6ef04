"""Pages, and the links between them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from stall import Stall

from api.calling import bearer, problem


def links(response: Any) -> dict[str, str]:
    """The addresses of a Link header by their relation."""
    return {relation: address for address, relation in re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers["link"])}


def walk(client: TestClient, address: str, **headers: str) -> list[Any]:
    """Every page from here on, by following `next`."""
    pages = []
    while address:
        response = client.get(address, headers=headers)
        pages.append(response.json())
        address = links(response).get("next", "") if "link" in response.headers else ""
    return pages


def test_the_catalogue_from_the_first_page_to_the_last_and_back(client: TestClient, stall: Stall) -> None:
    maker = stall.maker("Ada & Söhne")
    ids = [stall.product(f"Bowl {n}", maker=maker) for n in range(5)]
    first = f"/products?seller_id={maker}&sort=name&size=2"
    pages = walk(client, first)
    assert [[item["id"] for item in page["items"]] for page in pages] == [ids[:2], ids[2:4], ids[4:]]
    assert [(page["total"], page["before"]) for page in pages] == [(5, 0), (5, 2), (5, 4)]
    assert links(client.get(first)) == {"first": first, "next": f"{first}&cursor={pages[0]['next']}"}
    middle = client.get(links(client.get(first))["next"])
    assert links(middle) == {
        "first": first,
        "prev": f"{first}&cursor={pages[1]['previous']}",
        "next": f"{first}&cursor={pages[1]['next']}",
    }
    last = client.get(links(middle)["next"])
    assert list(links(last)) == ["first", "prev"]
    back = client.get(links(client.get(links(last)["prev"]))["prev"])
    assert (back.json()["items"], list(links(back))) == (pages[0]["items"], ["first", "next"])


def test_a_catalogue_of_nothing_has_one_page(client: TestClient, stall: Stall) -> None:
    assert list(links(client.get(f"/products?seller_id={stall.id('none')}"))) == ["first"]


@pytest.mark.parametrize("cursor", ["", "x", "%00", "eA", "WyJuYW1lIl0", "%F0%9F%A7%B6" * 9, "A" * 5000])
def test_a_cursor_that_is_none_is_the_first_pages(client: TestClient, stall: Stall, cursor: str) -> None:
    bowl = stall.product(maker=(maker := stall.maker("Ada")))
    page = client.get(f"/products?seller_id={maker}&cursor={cursor}")
    assert [item["id"] for item in page.json()["items"]] == [bowl]


def test_links_believe_no_host_and_carry_what_was_asked(client: TestClient, stall: Stall) -> None:
    stall.product(tags=[tag := f'{stall.prefix}>; rel="next", <//evil'])
    response = client.get("/products", params={"tag": tag, "size": 1}, headers={"Host": "evil.example"})
    assert response.json()["total"] == 1
    assert all(address.startswith("/products?") for address in links(response).values())
    assert client.get(links(response)["first"]).json()["total"] == 1


def test_makers_in_pages(client: TestClient, stall: Stall) -> None:
    mine = {stall.maker(name) for name in ("Ada", "Grace", "Hedy")}
    pages = walk(client, "/makers?size=2")
    assert all(len(page) == 2 for page in pages[:-1])
    found = [maker["id"] for page in pages for maker in page]
    assert mine <= set(found)
    assert len(found) == len(set(found))


def test_reviews_in_pages(client: TestClient, stall: Stall) -> None:
    bowl = stall.product()
    for stars in (5, 4, 4):
        draft = {"rating": stars, "text": "Good."}
        assert client.post(f"/products/{bowl}/reviews", headers=bearer(stall), json=draft).status_code == 201
    pages = walk(client, f"/products/{bowl}/reviews?order=highest&size=2")
    assert [[review["rating"] for review in page["reviews"]] for page in pages] == [[5, 4], [4]]
    assert len(walk(client, f"/products/{bowl}/reviews?stars=4&size=2")) == 1
    assert len(walk(client, f"/products/{bowl}/reviews?stars=4&size=1")) == 2


def test_orders_from_the_newest_to_the_oldest(client: TestClient, stall: Stall) -> None:
    me, bowl = bearer(stall), stall.product(stock=9)
    placed = [
        client.post("/checkout", headers=me | {"Idempotency-Key": str(uuid4())}, json={"quantities": {bowl: 1}}).json()
        for _ in range(5)
    ]
    pages = walk(client, "/orders?limit=2", **me)
    newest_first = placed[::-1]
    assert pages == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert client.get(f"/orders?before={placed[1]['id']}", headers=me).json() == placed[:1]
    assert "link" not in client.get("/orders?limit=5", headers=me).headers
    # Another's order is no place to go on from, and says nothing of itself.
    other = client.get(f"/orders?before={placed[3]['id']}", headers=bearer(stall))
    assert (other.status_code, other.json()) == (200, [])


def test_what_is_found_from_the_best_on(client: TestClient, stall: Stall) -> None:
    craft, word = stall.craft("Rowans"), f"rowan{stall.prefix[-8:]}"
    ids = {stall.product(f"{word} {n}", craft=craft) for n in range(5)}
    first = f"/search?q={word}&mode=fulltext&craft={craft}&limit=2"
    pages = walk(client, first)
    assert [(page["ranked"], page["before"], len(page["hits"])) for page in pages] == [(5, 0, 2), (5, 2, 2), (5, 4, 1)]
    assert {hit["product"]["id"] for page in pages for hit in page["hits"]} == ids
    assert links(client.get(first)) == {"next": f"{first}&after={pages[0]['next']}"}


@pytest.mark.parametrize(
    "address",
    [
        "/products?size=101",
        "/products?size=0",
        "/makers?size=101",
        "/makers?page=0",
        "/products/P/reviews?size=101",
        "/products/P/reviews?page=0",
        "/orders?limit=101",
        "/orders?limit=0",
        "/orders?before=",
        "/search?q=oak&limit=101",
        "/trending?limit=101",
        "/recommendations?limit=0",
        "/products/P/similar?limit=101",
        "/products/P/also-bought?limit=101",
        "/products/P/bought-together?limit=101",
    ],
)
def test_every_list_has_a_limit(client: TestClient, stall: Stall, address: str) -> None:
    problem(client.get(address, headers=bearer(stall)), 422, "invalid-input")
