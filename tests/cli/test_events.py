"""The relay, verification and rebuilding from the command line."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from stall import take_back

from cli.conftest import Run
from marketplace.events.models import DESTINATIONS
from marketplace.market import Market
from marketplace.orders.models import Order
from marketplace.statements import Statement

SHOPPER = "U0440"


@pytest.fixture
def order(market: Market) -> Iterator[Order]:
    """An order whose news waits. It is taken back from every store afterwards."""
    product = next(p for p in market.catalog.browse().value.items if p.stock >= 3)
    bought = market.orders.checkout(SHOPPER, {product.id: 2})
    yield bought
    take_back(market, bought)


def _waiting(market: Market, order: Order) -> bool:
    return any(each.state == "waiting" for each in market.orders.deliveries(order.user_id, order.id))


def test_relay_once_carries_what_waits(run: Run, run_json: Callable[..., Any], market: Market, order: Order) -> None:
    said = run_json("relay", "--once")
    # An app that is open carries too.
    assert 0 <= said["arrived"] <= len(DESTINATIONS)
    assert [each["destination"] for each in said["destinations"]] == list(DESTINATIONS)
    while _waiting(market, order):
        pass
    status, out, _ = run("relay", "--once")
    assert (status, out.splitlines()[-1]) == (0, "0 deliveries arrived; 0 events wait, 0 are dead.")


def test_relay_lists_what_was_given_up_and_tries_it_again(
    run: Run, run_json: Callable[..., Any], market: Market, order: Order
) -> None:
    assert run("relay", "--dead")[:2] == (0, "No event was given up.\n")
    with market.postgres.transaction() as session:
        events = "SELECT o.id FROM outbox o WHERE o.aggregate_id = %s"
        session.connection.execute(
            f"SELECT 1 FROM deliveries WHERE event IN ({events}) FOR UPDATE".encode(), (order.id,)
        )
        session.connection.execute(
            "UPDATE deliveries SET delivered_at = NULL, dead_at = now(), last_error = 'ValueError: [no]', attempts = 10"
            f" WHERE destination IN ('graph', 'cart') AND event IN ({events})".encode(),
            (order.id,),
        )
    letters = run_json("relay", "--dead")
    assert [(each["order_id"], each["destination"]) for each in letters] == [(order.id, "cart"), (order.id, "graph")]
    [event] = {each["event_id"] for each in letters}
    line = f"{event}  cart: order_placed of {order.id}, 10 attempts: ValueError: [no]"
    assert run("relay", "--dead")[1].splitlines()[0] == line
    replayed = run_json("relay", "--replay", event)
    assert (replayed["replayed"], replayed["dead"]) == (2, [])
    assert run_json("relay", "--replay", "all")["replayed"] == 0
    status, _, err = run("relay", "--replay", "none")
    assert (status, err) == (1, "There is no dead event with the id 'none'.\n")


def test_relay_runs_until_it_is_stopped_and_says_what_it_carries(run: Run, market: Market, order: Order) -> None:
    def stop_when_carried() -> None:
        while _waiting(market, order):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    with market.postgres.transaction() as session:
        # Carried already, if an app is open: to be carried again.
        session.connection.execute(
            "UPDATE deliveries SET delivered_at = NULL WHERE event IN (SELECT id FROM outbox WHERE aggregate_id = %s)",
            (order.id,),
        )
    thread = threading.Thread(target=stop_when_carried)
    # Only once the command listens: until then a signal would end this process.
    begun = market.relay.__class__.start

    def start(relay: Any, tell: Any) -> None:
        begun(relay, tell)
        thread.start()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(market.relay.__class__, "start", start)
        status, out, err = run("relay")
    thread.join()
    assert status == 0
    assert err == "Carrying events and views (Ctrl-C ends it).\n"
    assert {line.split()[0] for line in out.splitlines()} <= {*DESTINATIONS, "views"}


def test_verify_names_what_differs_and_rebuild_mends_it(
    run: Run, run_json: Callable[..., Any], market: Market, order: Order
) -> None:
    run("relay", "--once")
    while _waiting(market, order):
        pass
    [product] = [item.product_id for item in order.items]
    edge = "MATCH (:User {id: $user})-[r:PURCHASED {order_id: $order}]->() DELETE r"
    market.graph.write(Statement("test", edge), {"user": order.user_id, "order": order.id})
    status, out, _ = run("verify")
    assert status == 1
    detail = f"{order.user_id}: 2 of {product} are in PostgreSQL alone"
    assert f"purchase missing in the graph: {order.id}: {detail}" in out.splitlines()

    made = run_json("rebuild", "graph")
    assert made["purchases"] > 7000
    edges = market.graph.read(Statement("test", "MATCH ()-[e:ALSO_BOUGHT]->() RETURN count(e) AS edges"))
    assert edges == [{"edges": made["also_bought"]}]
    found = json.loads(run("verify", "--json")[1])
    assert order.id not in {each["id"] for each in found["differences"]}
    assert found["dead"] == 0
    assert {each["name"]: each["reason"] for each in found["compared"]}["purchases in the graph"] is None


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
    while _waiting(market, order):
        pass
    delivered = next(o for o in market.orders.of_shopper("U0001", limit=500) if o.status == "delivered")
    status, _, err = run("cancel", delivered.id, "--user", "U0001")
    assert status == 1
    assert "only an order that is paid" in " ".join(err.split())
