"""`generate-purchases`: more orders by the shoppers and for the products that are loaded, whoever's they are."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np
import pandas as pd

from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.loading.dataset import COLUMNS, Dataset
from marketplace.loading.generator.forms import USED_UP
from marketplace.loading.generator.orders import DAY, Fixed, draw_orders
from marketplace.loading.generator.taste import Goods, Shoppers, goods_of, shoppers_of
from marketplace.loading.graph import load_purchases
from marketplace.loading.load import run_part
from marketplace.loading.relational import load_relational
from marketplace.loading.report import LoadReport
from marketplace.progress import Progress, silent
from marketplace.recommendations.similarity import build
from marketplace.statements import Statement, statement
from marketplace.stores.mongo import Mongo
from marketplace.stores.postgres import Postgres

if TYPE_CHECKING:
    from marketplace.market import Market

log = logging.getLogger(__name__)

LATELY = 90 * DAY
"""New orders lie between the last one and today, but not more than this many days back."""


def add_purchases(
    market: Market, count: int, *, seed: int = 1, until: date | None = None, progress: Progress = silent
) -> LoadReport:
    """Add `count` orders up to `until` (yesterday) to PostgreSQL, and carry them to the graph. Stock stays as it is.

    The same seed over the same data draws the same orders; their ids are always new. Raises InvalidInput where there
    is nothing for sale or nobody to buy, StoreUnavailable where PostgreSQL does not answer.
    """
    loaded = _loaded(market.postgres, market.mongo)
    if loaded.users.empty or not loaded.products["price_cents"].notna().any():
        raise InvalidInput("Purchases need shoppers and products with a price: load some first.")
    last = market.postgres.rows(_file("last.sql"))[0]
    end = np.datetime64(until) if until else np.datetime64(datetime.now(UTC).date()) - DAY
    begin = end - LATELY if last["placed_at"] is None else max(np.datetime64(last["placed_at"].date()), end - LATELY)
    begin = min(begin, end - DAY)
    goods = goods_of(loaded)
    # What was loaded without dates is listed since its load, and would not have been there for any order before today.
    goods.listed = np.where(goods.listed > begin, begin, goods.listed)
    shoppers = shoppers_of(loaded, goods.crafts)
    shoppers.joined = np.where(shoppers.joined > end, begin, shoppers.joined)
    rng = np.random.default_rng([seed, last["orders"]])
    progress("drawing orders", 0, count)
    orders, items = draw_orders(
        goods, shoppers, count, rng, until=end, since=begin, fixed=_bought(market.postgres, goods, shoppers),
        prefix=f"G{uuid4().hex[:10]}-",
    )  # fmt: skip
    progress("drawing orders", count, count)
    added = Dataset.of({"orders": orders, "items": items})
    report = LoadReport(parts=[run_part("relational", lambda: load_relational(market.postgres, added, progress))])
    if not report.failed:
        buyers = orders["user_id"].unique().tolist()
        report.parts.append(run_part("graph", lambda: _tell_graph(market, buyers, progress)))
        market.catalog.forget()
    return report


def _tell_graph(market: Market, buyers: list[str], progress: Progress) -> dict[str, int]:
    purchases = load_purchases(market.postgres, market.graph, progress, buyers)
    return {"purchases": purchases, "also_bought": build(market.postgres, market.graph, progress)}


def _loaded(postgres: Postgres, mongo: Mongo) -> Dataset:
    frames = {}
    for name in ("products", "users", "categories"):
        frames[name] = pd.DataFrame(postgres.rows(_file(f"{name}.sql"))).reindex(columns=list(COLUMNS[name]))
    frames["products"]["price_cents"] = frames["products"]["price_cents"].astype("Int64")
    try:
        documents = {"product_specs": mongo.run(_file("forms.json"))}
    except StoreUnavailable as error:
        log.warning("purchases are drawn without knowing what goes with what: %s", error)
        documents = {}
    return Dataset.of(frames, documents)


def _bought(postgres: Postgres, goods: Goods, shoppers: Shoppers) -> Fixed:
    rows = postgres.rows(_file("bought.sql"))
    shopper = pd.Index(shoppers.ids).get_indexer(pd.Index([row["user_id"] for row in rows], dtype=object))
    product = pd.Index(goods.ids).get_indexer(pd.Index([row["product_id"] for row in rows], dtype=object))
    once = ~goods.made_as(USED_UP)[product] & (product >= 0)
    none = np.empty(0, dtype=np.int64)
    never = (shopper.astype(np.int64) * len(goods.ids) + product)[once]
    return Fixed(none, none, none.astype("datetime64[D]"), never)


def _file(name: str) -> Statement:
    return statement(f"loading/purchases/{name}")
