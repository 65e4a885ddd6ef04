"""A folder of one's own with products and orders alone: shoppers are those who ordered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stall import FORGET, own_shop

from loading.conftest import Folder
from marketplace.evaluation.recommending import chosen, evaluate
from marketplace.loading import load
from marketplace.loading.graph import load_purchases
from marketplace.market import Market
from marketplace.settings import Settings
from marketplace.statements import statement

PRODUCTS = "id,Name,CATEGORY,price\n" + "".join(f"own-{n},Thing {n},Pots,{n}.50\n" for n in range(6))
# own-u and own-v like the same things; own-w comes once, and buys two things at once.
ORDERS = """order_id,user_id,product_id,ordered_at
1,own-u,own-0,2025-01-01
2,own-u,own-1,2025-02-01T10:00:00Z
3,own-u,own-2,2025-03-01T10:00:00+02:00
4,own-v,own-0,2025-01-05
5,own-v,own-1,2025-02-05
6,own-w,own-1,2025-01-01
6,own-w,own-3,2025-01-01
"""


@pytest.fixture(scope="module")
def shop(settings: Settings) -> Iterator[Market]:
    with own_shop(settings, redis_database=5) as market:
        yield market
        # The graph is shared with the shipped catalogue: only what is ours goes.
        market.graph.write(FORGET, {"prefix": "own-"})


def test_products_and_orders_are_enough(shop: Market, folder: Folder) -> None:
    data = folder(products=PRODUCTS, orders=ORDERS)
    for _ in range(2):
        report = load(shop, "relational", data=data)
        assert not report.failed
        assert report.notes == []
    shoppers = {one.id: one for one in shop.accounts.shoppers()}
    assert {id: (one.name, one.orders) for id, one in shoppers.items()} == {
        "own-u": ("own-u", 3),
        "own-v": ("own-v", 2),
        "own-w": ("own-w", 1),
    }
    assert [item.product_id for item in shop.orders.of_shopper("own-w")[0].items] == ["own-1", "own-3"]
    # A price that the order does not tell is the product's of today.
    assert str(shop.orders.of_shopper("own-w")[0].total) == "5.00"

    products = [
        row for row in shop.postgres.rows(statement("loading/graph/nodes.sql")) if row["label"] in ("Product", "User")
    ]
    for label, name in (("Product", "products"), ("User", "users")):
        rows = [row for row in products if row["label"] == label]
        shop.graph.write(statement(f"loading/graph/{name}.cypher"), {"rows": rows})
    assert load_purchases(shop.postgres, shop.graph, shoppers=list(shoppers)) == 7
    shop.recommendations.learner.learn(list(shoppers))
    shop.recommendations.learner.catch_up()

    found = shop.recommendations.for_you("own-v")
    assert [one.product.id for one in found if one.strategy == "personal"] == ["own-2", "own-3"]
    assert found[0].reason == "1 person who bought your Thing 1 also bought this, as did buyers of your Thing 0."
    drawn = shop.subgraphs.expanded("User:own-v", kinds=("PURCHASED", "ALSO_BOUGHT"))
    assert {node.key for node in drawn.nodes} == {"User:own-v", "Product:own-0", "Product:own-1"}

    figures = evaluate(shop.postgres, shop.graph, chosen("personal"))
    # own-u's third and own-v's second purchase are held out; own-w's only one is not.
    assert figures["personal"].users == 2
    assert figures["personal"].coverage > 0
