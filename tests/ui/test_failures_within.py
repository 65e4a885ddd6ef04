"""The pages of what happens in the shop, and of the stores themselves, with one store down."""

import pytest

from marketplace.market import Market
from marketplace.ui import opening
from ui.conftest import Visit, html_of, ran
from ui.test_failures import without

CANNOT = "cannot be shown: {} does not answer."


@pytest.mark.parametrize(
    ("page", "gone", "still"),
    [
        ("cart", "The cart", "What you bought before"),
        ("recommendations", "What was looked at last", "am-beside"),
        ("orders", None, "am-order"),
        ("behind_the_scenes", None, "Does not answer."),
        ("reviews", None, "am-review"),
        ("graph", None, "am-legend"),
    ],
)
def test_without_redis(visit: Visit, market: Market, page: str, gone: str | None, still: str) -> None:
    with without("redis"):
        app = visit(page)
        assert not app.exception
        html = html_of(app)
        assert ("cannot be shown" in html) == (gone is not None)
        assert gone is None or f"{gone} {CANNOT.format('Redis')}" in html
        assert still in html
        assert ran(app).startswith("What just ran: ")


def test_without_mongodb(visit: Visit) -> None:
    with without("mongo"):
        html = html_of(visit("reviews", product="P0007"))
        assert "Kick Wheel Mug" in html
        assert f"Reviews {CANNOT.format('MongoDB')}" in html
        html = html_of(visit("behind_the_scenes", store="mongo"))
        assert f"MongoDB {CANNOT.format('MongoDB')}" in html
        assert html.count("am-light am-light-well") == 3 + 3


def test_without_neo4j(visit: Visit, market: Market) -> None:
    market.recommendations.forget(market.accounts.shoppers(limit=1)[0].id)  # or what is kept would be shown
    with without("neo4j"):
        assert f"The graph {CANNOT.format('Neo4j')}" in html_of(visit("graph"))
        html = html_of(visit("recommendations"))
        assert f"Personal recommendations {CANNOT.format('Neo4j')}" in html
        html = html_of(visit("recommendations", product="P0007"))
        assert f"Also bought {CANNOT.format('Neo4j')}" in html
        assert all(hit.product.name in html for hit in market.search.similar("P0007", limit=6)[:1])


def test_a_crowd_without_redis_ends_and_says_why(visit: Visit) -> None:
    with without("redis"):
        app = visit("simulation", shoppers="2")
        next(button for button in app.button if button.label == "Open the doors").click().run()
        run = opening.market().simulation.latest
        assert run is not None
        run.wait()
        app.run()
        assert not app.exception
        html = html_of(app)
        assert "redis does not answer" in html
        assert "Not one piece was sold twice." in html


def test_without_postgresql(visit: Visit) -> None:
    with without("postgres"):
        assert f"Your orders {CANNOT.format('PostgreSQL')}" in html_of(visit("orders", **{"as": "U0001"}))
        html = html_of(visit("behind_the_scenes"))
        assert f"PostgreSQL {CANNOT.format('PostgreSQL')}" in html
        assert f"What waits between the stores {CANNOT.format('PostgreSQL')}" in html
        assert html.count("am-light am-light-well") == 3 + 3
