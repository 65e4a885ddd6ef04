"""What each store's loss costs: what does not need it works on, what does says which store it is, and it heals."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient
from gate import Gate
from stall import Stall, at_once, elsewhere

from api.calling import bearer, problem
from marketplace.api.app import create_app
from marketplace.market import Market


def test_buying_needs_postgresql_alone(shop: Market, stall: Stall) -> None:
    """Redis goes while somebody is signed in; MongoDB and Neo4j never were there."""
    bowl = stall.product("Bowl", stock=2)
    with Gate(shop.settings.redis_url or "") as redis:
        settings = elsewhere(shop, "mongo", "neo4j").model_copy(update={"redis_url": redis.url})
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            me, later = bearer(stall), bearer(stall)
            assert client.get("/session", headers=me).status_code == 200
            health = client.get("/health/ready")
            assert (health.status_code, health.json()["degraded"]) == (200, ["mongo", "neo4j"])
            assert "marketplace doctor" in health.json()["stores"]["mongo"]["reason"]
            redis.shut()

            def ask(method: str, path: str, **more: Any) -> Any:
                return client.request(method, path, headers=me | {"Idempotency-Key": str(uuid4())}, **more)

            checkout = ask("POST", "/checkout", json={"quantities": {bowl: 2}})
            assert (checkout.status_code, stall.stock(bowl)) == (201, 0)
            assert [order["id"] for order in ask("GET", "/orders").json()] == [checkout.json()["id"]]
            product = ask("GET", f"/products/{bowl}").json()
            assert (product["name"], product["rating"], product["rating_known"]) == ("Bowl", None, False)
            for path in ("/products", f"/products/{bowl}/picture", "/search?q=bowl&mode=fulltext", "/metrics"):
                assert ask("GET", path).status_code == 200, path
            lost = [
                ("GET", "/cart", None, "redis"),
                ("POST", "/cart/lines", {"product_id": bowl}, "redis"),
                ("POST", "/checkout", None, "redis"),
                ("POST", "/session/as", {"user_id": stall.shopper()}, "redis"),
                ("GET", "/trending", None, "redis"),
                ("POST", f"/products/{bowl}/views", None, "redis"),
                ("GET", f"/products/{bowl}/reviews", None, "mongo"),
                ("GET", "/recommendations", None, "neo4j"),
            ]
            answers = at_once(*[lambda method=m, path=p, json=j: ask(method, path, json=json) for m, p, j, _ in lost])
            for answer, (_, _, _, store) in zip(answers, lost, strict=True):
                assert problem(answer, 503, "store-unavailable")["store"] == store
                assert answer.headers["retry-after"] == "10"
            # It was not signed out, for that cannot be kept; but this process takes its own word for it no more.
            for _ in range(2):
                assert problem(ask("DELETE", "/session"), 503, "store-unavailable")["store"] == "redis"
            # This process has not seen this token before, so nobody can say whose it is.
            problem(client.get("/orders", headers=later), 503, "store-unavailable")
            redis.open()
            assert ask("GET", "/cart").json()["lines"] == []
            assert client.get("/orders", headers=later).json() == []


def test_without_postgresql_health_says_so_and_so_does_every_answer(shop: Market) -> None:
    with TestClient(create_app(elsewhere(shop, "postgres")), raise_server_exceptions=False) as client:
        body = problem(client.get("/health/ready"), 503, "store-unavailable")
        assert (body["store"], body["degraded"], body["stores"]["mongo"]["well"]) == ("postgres", ["postgres"], True)
        assert body["detail"].startswith("Nothing can be bought: postgres does not answer")
        assert client.get("/health/live").status_code == 200
        for path in ("/products/P1", "/crafts", f"/search?q={uuid4().hex}&mode=fulltext"):
            assert problem(client.get(path), 503, "store-unavailable")["store"] == "postgres"
