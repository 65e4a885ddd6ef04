"""Every command as a person or a program calls it: what it prints, as JSON too, and the status it exits with."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from marketplace.cli import serve
from marketplace.looks.pictures import rendered
from marketplace.market import Market
from marketplace.settings import Settings


@pytest.fixture
def shopper(market: Market) -> str:
    """Somebody with an empty cart."""
    market.carts.clear("U0440")
    return "U0440"


def test_doctor_finds_every_store_well(run: Run, run_json: Callable[..., Any], market: Market) -> None:
    found = run_json("doctor")
    assert [(each["store"], each["embedded"], each["well"]) for each in found] == [
        ("postgres", True, True),
        ("mongo", True, True),
        ("redis", True, True),
        ("neo4j", True, True),
    ]
    assert found[0]["where"] == market.address("postgres")
    status, out, _ = run("doctor")
    assert status == 0
    assert len(re.findall(r"^ok ", out, re.MULTILINE)) == 4


def test_doctor_says_which_store_is_ill_and_exits_with_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARKETPLACE_REDIS_URL", "redis://127.0.0.1:9/0")
    status, out, _ = run("doctor")
    assert status == 1
    assert re.search(r"^ILL +redis +at its URL: redis does not answer", out, re.MULTILINE)
    assert len(re.findall(r"^ok ", out, re.MULTILINE)) == 3


def test_status_shows_what_runs_and_no_password(run_json: Callable[..., Any], market: Market) -> None:
    found = run_json("status")
    assert all(each["running"] and not each["kept"] for each in found)
    password = market.urls["postgres"].split(":")[2].split("@")[0]
    assert password not in json.dumps(found)


def test_search_finds_by_words_and_by_meaning(run: Run, run_json: Callable[..., Any]) -> None:
    words = run_json("search", "celadon bowl", "--mode", "fulltext", "--limit", "3")
    assert words["value"]["hits"][0]["product"]["name"] == "Celadon Rain Bowl"
    assert len(words["value"]["hits"]) <= 3
    meaning = run_json("search", "something to keep my feet warm", "--mode", "semantic", "--craft", "knitwear")
    assert {hit["product"]["category_id"] for hit in meaning["value"]["hits"]} == {"knitwear"}
    status, out, _ = run("search", "celadon bowl", "--mode", "fulltext")
    assert status == 0
    assert "Celadon Rain Bowl" in out


def test_search_for_nonsense_says_what_to_do(run: Run) -> None:
    assert run("search", "qqqqzzzz", "--mode", "fulltext")[:2] == (0, "Nothing found. Try fewer or other words.\n")


def test_looks_like_a_product_or_a_picture(
    run: Run, run_json: Callable[..., Any], market: Market, tmp_path: Path
) -> None:
    near = market.looks.like("P0400", 3)
    assert [one["product"]["id"] for one in run_json("looks-like", "P0400", "--limit", "3")] == [
        one.product.id for one in near
    ]
    picture = tmp_path / "tray.png"
    rendered(market.catalog.pictures([market.catalog.product("P0400").value])["P0400"]).save(picture)
    status, out, _ = run("looks-like", "--picture", str(picture), "--limit", "2")
    assert status == 0
    assert "P0400" in out
    picture.write_bytes(b"hello")
    status, _, err = run("looks-like", "--picture", str(picture))
    assert (status, "not a picture that can be read" in err) == (1, True)
    assert run("looks-like")[0] == 2
    assert run("looks-like", "P999999")[0] == 1


def test_recommend_gives_reasons(run: Run, run_json: Callable[..., Any], market: Market) -> None:
    best = market.accounts.shoppers(limit=1)[0].id
    found = run_json("recommend", "--user", best)["for_you"]
    assert {each["strategy"] for each in found} == {"personal"}
    assert all(" your " in each["reason"] for each in found)
    beside = run_json("recommend", "--product", found[0]["product"]["id"])
    assert set(beside) == {"also_bought", "bought_together"}
    assert run("recommend", "--user", "nobody")[0] == 1


def test_a_cart_from_first_to_last(run: Run, run_json: Callable[..., Any], market: Market, shopper: str) -> None:
    product = next(p for p in market.catalog.browse().value.items if p.stock >= 3)
    assert run_json("cart", "add", shopper, product.id, "--quantity", "2")["quantity"] == 2
    run_json("cart", "change", shopper, product.id, "1")
    shown = run_json("cart", "show", shopper)
    assert [(line["product_id"], line["quantity"]) for line in shown["lines"]] == [(product.id, 1)]
    assert shown["total"] == str(product.price)
    run_json("cart", "remove", shopper, product.id)
    assert run_json("cart", "show", shopper)["lines"] == []


def test_checkout_of_an_empty_cart_exits_with_one_and_a_sentence(run: Run, shopper: str) -> None:
    status, _, err = run("cart", "checkout", shopper)
    assert status == 1
    assert "The cart is empty: add something before checking out." in err


def test_more_than_there_is_exits_with_one_and_says_how_many_are_left(run: Run, market: Market, shopper: str) -> None:
    product = next(p for p in market.catalog.products([f"P{n:04}" for n in range(1, 200)]) if 0 < p.stock < 20)
    status, _, err = run("cart", "add", shopper, product.id, "--quantity", str(product.stock + 1))
    assert status == 1
    assert f"only {product.stock} left" in " ".join(err.split())
    assert market.carts.quantities(shopper) == {}


def test_orders_are_listed_newest_first(run: Run, run_json: Callable[..., Any], market: Market) -> None:
    best = market.accounts.shoppers(limit=1)[0].id
    placed = [order["placed_at"] for order in run_json("orders", best, "--limit", "5")]
    assert len(placed) == 5
    assert placed == sorted(placed, reverse=True)
    assert run("orders", "nobody")[0] == 1


def test_load_names_every_bad_row_and_loads_nothing(run: Run, market: Market, tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text("ID,NAME,PRICE\nx1,Good,1.00\nx2,Bad,-1\nx2,,2\n")
    status, _, err = run("load", "all", "--data", str(tmp_path))
    assert status == 1
    assert "products.csv, line 3" in err
    assert "products.csv, line 4" in err
    assert market.catalog.products(["x1", "x2"]) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("search",),
        ("load", "everything"),
        ("search", "x", "--limit", "0"),
        ("cart", "add", "U0001"),
        ("relay", "--once", "--dead"),
        ("relay", "--json"),
        ("cancel", "x"),
    ],
)
def test_wrong_usage_exits_with_two(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize("command", ["demo", "api", "lab"])
def test_a_taken_port_is_one_sentence(run: Run, command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, _, err = run(command, "--port", port)
    assert status == 1
    assert f"Port {port} is taken." in err


def test_what_is_served_has_tastes_found_unless_settings_say_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARKETPLACE_FIND_TASTES", "false")
    serve._tell_market(Settings())
    assert not Settings().find_tastes
    monkeypatch.delenv("MARKETPLACE_FIND_TASTES")
    assert not Settings().find_tastes
    serve._tell_market(Settings())
    assert Settings().find_tastes


def test_up_keeps_stores_running_until_down(
    run_json: Callable[..., Any], market: Market, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MARKETPLACE_HOME", str(tmp_path / "home"))
    # A mixture: this one store at its URL, the three others embedded in a home of their own.
    monkeypatch.setenv("MARKETPLACE_NEO4J_URL", market.urls["neo4j"])
    try:
        started = run_json("up")
        assert started["running"] == ["mongo", "postgres", "redis"]
        assert started["migrations"]["postgres"][:2] == ["0001.schema", "0002.relay"]
        assert {each["store"]: (each["running"], each["kept"]) for each in run_json("status")} == {
            "postgres": (True, True),
            "mongo": (True, True),
            "redis": (True, True),
            "neo4j": (False, False),
        }
        assert run_json("up")["migrations"]["postgres"] == []
    finally:
        assert sorted(run_json("down")["stopped"]) == ["mongo", "postgres", "redis"]
    assert run_json("down") == {"stopped": []}
