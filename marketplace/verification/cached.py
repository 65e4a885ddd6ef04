"""Redis compared with PostgreSQL. Every key is asked for by its name: nothing is scanned."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marketplace.catalog.models import Product
from marketplace.settings import StoreName
from marketplace.stores.postgres import Postgres
from marketplace.stores.redis import Redis
from marketplace.verification import batches
from marketplace.verification.books import strangers
from marketplace.verification.models import Check, Difference, Found, Only

BOTH: list[StoreName] = ["postgres", "redis"]
FIELDS = ("name", "description", "category_id", "seller_id", "price", "tags", "stock", "sold")


def checks(
    postgres: Postgres,
    redis: Redis,
    *,
    kept: Callable[[list[str]], Mapping[str, Product]],
    hot: Callable[[], Mapping[str, list[str]]],
    cart_key: Callable[[str], str],
) -> list[Check]:
    """Cached products, hot products, carts.

    `kept` gives what the cache holds of some products; `hot` the products of each day's set, by its key; `cart_key` the
    key of a shopper's cart.
    """

    def cached(only: Only) -> tuple[int, list[Found]]:
        things, found = 0, []
        for rows in batches.rows(postgres, "cached_products", only):
            held = kept([row["id"] for row in rows])
            things += len(held)
            for row in rows:
                product = held.get(row["id"])
                differing = [name for name in FIELDS if product and getattr(product, name) != row[name]]
                if differing:
                    said = "; ".join(f"{name} {getattr(product, name)!r}, not {row[name]!r}" for name in differing)
                    found.append(_found("cached product differs", row["id"], f"the cache says {said}"))
        return things, found

    def heated(only: Only) -> tuple[int, list[Found]]:
        days = hot()
        things, found = sum(map(len, days.values())), []
        for key, ids in days.items():
            asked = [id for id in ids if only is None or id in only]
            found += [
                _found("hot product that is not there", id, f"it is in {key}")
                for id in strangers(postgres, "Product", asked)
            ]
        return things, found

    def carried(only: Only) -> tuple[int, list[Found]]:
        things, found = 0, []
        for rows in batches.rows(postgres, "shoppers", only):
            held = _carts(redis, cart_key, [row["id"] for row in rows])
            things += sum(map(len, held.values()))
            gone = set(strangers(postgres, "Product", sorted({id for ids in held.values() for id in ids})))
            found += [
                Found(
                    user,
                    Difference(
                        kind="product in a cart that is not there", stores=BOTH, id=id, detail=f"in the cart of {user}"
                    ),
                )
                for user, ids in held.items()
                for id in ids
                if id in gone
            ]
        return things, found

    return [
        Check("cached products", BOTH, cached),
        Check("hot products", BOTH, heated),
        Check("carts", BOTH, carried),
    ]


def _carts(redis: Redis, key: Callable[[str], str], shoppers: list[str]) -> dict[str, list[str]]:
    """Products in each shopper's cart: one round trip for all of them."""
    pipeline = redis.commands.pipeline(transaction=False)
    for shopper in shoppers:
        pipeline.hkeys(key(shopper))
    return dict(zip(shoppers, pipeline.execute(), strict=True))


def _found(kind: str, id: str, detail: str) -> Found:
    return Found(id, Difference(kind=kind, stores=BOTH, id=id, detail=detail))
