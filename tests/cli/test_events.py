"""The relay, verification and rebuilding from the command line."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cli.conftest import Run
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.statements import Statement

SHOPPER = "U0440"


@pytest.fixture
def order(market: Market) -> Iterator[Order]:
    """An order whose news waits. It is taken back from every store afterwards."""
    shopper = SHOPPER
    product = next(p for p in market.catalog.browse().value.items if p.stock >= 3)
    bought = market.orders.checkout(shopper, {product.id: 2})
    yield bought
    if market.orders.get(shopper, bought.id).status == "paid":
        market.orders.cancel(shopper, bought.id)
    market.relay.replay()
    market.relay.drain()
    with market.postgres.transaction() as session:
        session.connection.execute("DELETE FROM outbox WHERE aggregate_id = %s", (bought.id,))
        session.connection.execute("DELETE FROM orders WHERE id = %s", (bought.id,))
    market.graph.write(Statement("test", "MATCH (c:CancelledOrder {id: $id}) DELETE c"), {"id": bought.id})
    market.catalog.drop([product.id])


def test_relay_once_carries_what_waits(run: Run, run_json: Callable[..., Any], order: Order) -> None:
    said = run_json("relay", "--once")
    assert (said["arrived"], said["waiting"], said["dead"]) == (5, 0, 0)
    assert [each["destination"] for each in said["destinations"]] == list(DESTINATIONS)
    status, out, _ = run("relay", "--once")
    assert (status, out.splitlines()[-1]) == (0, "0 deliveries arrived; 0 events wait, 0 are dead.")


def test_relay_lists_what_was_given_up_and_tries_it_again(
    run: Run, run_json: Callable[..., Any], market: Market, order: Order
) -> None:
    assert run("relay", "--dead")[:2] == (0, "No event was given up.\n")
    with market.postgres.transaction() as session:
        session.connection.execute(
            "UPDATE deliveries d SET dead_at = now(), last_error = 'ValueError: [no]' FROM outbox o"
            " WHERE o.id = d.event AND o.aggregate_id = %s AND destination IN ('graph', 'cart')",
            (order.id,),
        )
    letters = run_json("relay", "--dead")
    assert [(each["order_id"], each["destination"]) for each in letters] == [(order.id, "cart"), (order.id, "graph")]
    assert "ValueError: [no]" in " ".join(run("relay", "--dead")[1].split())
    assert run_json("relay", "--replay", letters[0]["event_id"]) == {"replayed": 2, "arrived": 5, "dead": []}
    assert run_json("relay", "--replay", "all")["replayed"] == 0
    status, _, err = run("relay", "--replay", "none")
    assert (status, err) == (1, "There is no dead event with the id 'none'.\n")


def test_relay_runs_until_it_is_stopped_and_says_what_it_carries(run: Run, order: Order) -> None:
    timer = threading.Timer(0, _stop_when_carried, (order,))
    timer.start()
    status, out, err = run("relay")
    timer.join()
    assert status == 0
    assert err == "Carrying events and views (Ctrl-C ends it).\n"
    assert {line.split()[0] for line in out.splitlines()} >= set(DESTINATIONS)


def _stop_when_carried(order: Order) -> None:
    with Market.open() as market:
        while any(each.state == "waiting" for each in market.orders.deliveries(order.user_id, order.id)):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


def test_verify_says_what_differs_and_exits_with_one(
    run: Run, run_json: Callable[..., Any], market: Market, order: Order
) -> None:
    run("relay", "--once")
    [product] = [item.product_id for item in order.items]
    before = json.loads(run("verify", "--json")[1])
    assert (before["waiting"], before["dead"]) == (0, 0)
    assert order.id not in {each["id"] for each in before["differences"]}
    edge = "MATCH (:User {id: $user})-[r:PURCHASED {order_id: $order}]->() DELETE r"
    market.graph.write(Statement("test", edge), {"user": order.user_id, "order": order.id})
    status, out, _ = run("verify", "--json")
    found = json.loads(out)
    assert (status, found["clean"]) == (1, False)
    assert [each for each in found["differences"] if each["id"] == order.id] == [
        {
            "kind": "purchase missing in the graph",
            "stores": ["postgres", "neo4j"],
            "id": order.id,
            "detail": f"{order.user_id}: 2 of {product} are in PostgreSQL alone",
        }
    ]
    status, out, _ = run("verify")
    assert status == 1
    assert f"purchase missing in the graph: {order.id}: {order.user_id}: 2 of {product} are in" in out

    made = run_json("rebuild", "graph")
    assert made["purchases"] > 7000
    after = json.loads(run("verify", "--json")[1])
    assert {each["id"] for each in after["differences"]} & {order.id, product} == set()


def test_rebuild_makes_copies_anew(run: Run, run_json: Callable[..., Any], market: Market) -> None:
    products = market.catalog.browse().value.total
    assert run_json("rebuild", "cache")["products"] == products
    made = run_json("rebuild", "vectors")
    assert (made["vectors"], made["similar"]) == (products, 8 * products)
    assert run("rebuild", "everything")[0] == 2


def test_cancel_puts_the_pieces_back(run: Run, run_json: Callable[..., Any], market: Market, order: Order) -> None:
    assert run("cancel", order.id, "--user", "U0001")[0] == 1
    assert run_json("cancel", order.id, "--user", order.user_id)["status"] == "cancelled"
    status, out, _ = run("cancel", order.id, "--user", order.user_id)
    assert (status, out) == (0, f"Order {order.id} is cancelled: € {order.total}.\n")
    assert market.relay.status().waiting == 0
    delivered = next(o for o in market.orders.of_shopper("U0001", limit=500) if o.status == "delivered")
    status, _, err = run("cancel", delivered.id, "--user", "U0001")
    assert status == 1
    assert "only an order that is paid" in " ".join(err.split())
