"""Draws the orders. Everything is columns: a million orders are a few arrays, and no object is made for any of them.

1. How many orders each shopper places: appetite (heavy tailed) times the time since they joined.
2. When: by season, weekday, hour, and the shop's growth, never before the shopper joined or anything was for sale.
3. What: a craft by interest and month, a style by the shopper's leaning, and a product of that craft by popularity,
   style and month. Of what is bought after something else, a third follows from it: what goes with its form, or another
   piece by its maker.
4. What cannot be is mended: a product not listed yet is drawn again, one bought before is left out unless used up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator
from numpy.typing import NDArray

from marketplace.loading.generator import seasons
from marketplace.loading.generator.cells import Cells, Ints
from marketplace.loading.generator.forms import GOES_WITH, IN_SETS, USED_UP
from marketplace.loading.generator.taste import PRIMARY, SECONDARY, STYLES, Goods, Shoppers

Bools = NDArray[np.bool_]
LINES = (0.62, 0.24, 0.09, 0.05)
"""Share of orders with one, two, three and four lines."""

FOLLOWS = 0.35
SAME_MAKER = 0.35
"""Of purchases that follow from one before, the share that are by its maker; the rest go with its form."""

SURPLUS = (1.15, 1.5, 2.5)
"""More is drawn than wanted, and more again if that was too little: what a shopper has bought before is left out."""

TRIES = 8
CHUNK = 200_000
DAY = np.timedelta64(1, "D")


@dataclass
class Fixed:
    """Purchases that must be there (those of verified reviews), and pairs that must not (those of the others)."""

    shopper: Ints
    product: Ints
    day: NDArray[np.datetime64]
    never: Ints
    """shopper * number of products + product"""


def draw_orders(
    goods: Goods,
    shoppers: Shoppers,
    count: int,
    rng: Generator,
    *,
    until: np.datetime64,
    since: np.datetime64 | None = None,
    fixed: Fixed | None = None,
    prefix: str = "O",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`count` orders up to the day `until`, and their lines; ids are numbered in the order of time."""
    must = len(fixed.shopper) if fixed else 0
    start = max(goods.listed.min() + 30 * DAY, since or goods.listed.min())
    for surplus in SURPLUS:
        drawn = max(int((count - must) * surplus) + 8, 0)
        buyer, day, order, product = _draw(goods, shoppers, drawn, start, until, fixed, rng)
        if len(np.unique(order)) >= count:
            break
    chosen = _exactly(order, count, must, rng)
    order, product = order[chosen], product[chosen]
    return _frames(goods, shoppers, buyer, day, order, product, until, must, rng, prefix)


def _draw(
    goods: Goods,
    shoppers: Shoppers,
    count: int,
    start: np.datetime64,
    until: np.datetime64,
    fixed: Fixed | None,
    rng: Generator,
) -> tuple[Ints, NDArray[np.datetime64], Ints, Ints]:
    """Buyer and day of each order; order and product of each line that may stay."""
    buyer, day = _who_and_when(shoppers, count, start, until, rng)
    order = np.repeat(np.arange(count), rng.choice(4, size=count, p=LINES) + 1)
    product = _what(goods, shoppers, buyer[order], day[order], rng)
    product = _follow(goods, product, buyer[order], day[order], order, rng)
    if fixed is not None:
        # First in the list, so that they are the ones that stay where the same thing was drawn as well.
        must = len(fixed.shopper)
        order = np.concatenate([np.arange(must), order + must])
        buyer, day = np.concatenate([fixed.shopper, buyer]), np.concatenate([fixed.day, day])
        product = np.concatenate([fixed.product, product])
    keep = _once(goods, buyer[order], product, order, fixed)
    return buyer, day, order[keep], product[keep]


def _who_and_when(
    shoppers: Shoppers, count: int, start: np.datetime64, until: np.datetime64, rng: Generator
) -> tuple[Ints, NDArray[np.datetime64]]:
    days = np.arange(start, until + DAY)
    mass = np.concatenate(([0.0], np.cumsum(seasons.day_weights(days))))
    begin = np.clip((shoppers.joined - start).astype(int), 0, len(days) - 1)
    left = mass[-1] - mass[begin]
    appetite = np.cumsum(shoppers.appetite * left * (shoppers.joined <= until))
    buyer = np.searchsorted(appetite / appetite[-1], rng.random(count), side="right").clip(max=len(appetite) - 1)
    at = mass[begin[buyer]] + rng.random(count) * left[buyer]
    return buyer.astype(np.int64), days[np.searchsorted(mass, at, side="right").clip(1, len(days)) - 1]


def _what(goods: Goods, shoppers: Shoppers, buyer: Ints, day: NDArray[np.datetime64], rng: Generator) -> Ints:
    month = day.astype("datetime64[M]").astype(np.int64) % 12
    craft = _crafts(shoppers.interests, seasons.of_crafts(goods.crafts), buyer, month, rng)
    lean = rng.random(len(buyer))
    style = np.where(
        lean < PRIMARY,
        shoppers.styles[buyer, 0],
        np.where(lean < PRIMARY + SECONDARY, shoppers.styles[buyer, 1], rng.integers(len(STYLES), size=len(buyer))),
    )
    # A cell for each craft, style and month, each over the products of that craft.
    many, kinds = len(goods.ids), len(STYLES)
    group = (goods.craft[:, None, None] * kinds + np.arange(kinds)[:, None]) * 12 + np.arange(12)
    weight = (goods.popularity[:, None] * goods.style**1.3)[:, :, None] * goods.months[:, None, :]
    member = np.repeat(np.arange(many), kinds * 12)
    cells = Cells(len(goods.crafts) * kinds * 12, group.ravel(), member, weight.ravel())
    cell = (craft * kinds + style) * 12 + month
    return _listed(goods, day, lambda rows: cells.draw(cell[rows], rng.random(len(rows))), rng)


def _crafts(
    interests: NDArray[np.float32], months: NDArray[np.float32], buyer: Ints, month: Ints, rng: Generator
) -> Ints:
    craft = np.empty(len(buyer), dtype=np.int64)
    # In chunks: rows times crafts is a large matrix.
    for start in range(0, len(buyer), CHUNK):
        part = slice(start, start + CHUNK)
        running = np.cumsum(interests[buyer[part]] * months.T[month[part]], axis=1)
        target = rng.random(len(running), dtype=np.float32)[:, None] * running[:, -1:]
        craft[part] = (running < target).sum(axis=1).clip(max=interests.shape[1] - 1)
    return craft


def _listed(goods: Goods, day: NDArray[np.datetime64], draw: Callable[[Ints], Ints], rng: Generator) -> Ints:
    """Draw for every row, and again where the product was not listed on that day; at last anything that was."""
    product = draw(np.arange(len(day)))
    for _ in range(TRIES):
        early = np.flatnonzero(goods.listed[product] > day)
        if not len(early):
            return product
        product[early] = draw(early)
    early = np.flatnonzero(goods.listed[product] > day)
    by_listing = np.argsort(goods.listed, kind="stable")
    there = np.searchsorted(goods.listed[by_listing], day[early], side="right")
    product[early] = by_listing[(rng.random(len(early)) * np.maximum(there, 1)).astype(np.int64)]
    return product


def _follow(goods: Goods, product: Ints, buyer: Ints, day: NDArray[np.datetime64], order: Ints, rng: Generator) -> Ints:
    """Let a part of the lines follow from the shopper's line before, in time and within an order."""
    row = np.lexsort((np.arange(len(order)), day, buyer))
    first = np.ones(len(row), dtype=bool)
    first[1:] = buyer[row][1:] != buyer[row][:-1]
    follows = (rng.random(len(row)) < FOLLOWS) & ~first
    # The line followed is the nearest before that follows nothing: chains have one beginning.
    anchor = np.maximum.accumulate(np.where(follows, 0, np.arange(len(row))))
    at = np.flatnonzero(follows)
    cause, rows = product[row[anchor[at]]], row[at]
    pairs, makers = _going_with(goods), _by_maker(goods)
    style = goods.style.argmax(axis=1)
    pair = np.where(goods.form >= 0, goods.form, len(goods.forms) + goods.craft) * len(STYLES) + style
    by_maker = (rng.random(len(rows)) < SAME_MAKER) | pairs.empty[pair[cause]]

    def draw(which: Ints) -> Ints:
        chance, why = rng.random(len(which)), cause[which]
        drawn = makers.draw(goods.seller[why], chance)
        by_form = ~by_maker[which]
        drawn[by_form] = pairs.draw(pair[why[by_form]], chance[by_form])
        return drawn

    result = product.copy()
    if len(rows):
        result[rows] = _listed(goods, day[rows], draw, rng)
    return result


def _going_with(goods: Goods) -> Cells:
    """A cell for each form and style; products without a form go with those of their craft and style."""
    number = {form: n for n, form in enumerate(goods.forms)}
    kinds = np.arange(len(STYLES))
    group, member = [], []
    for form, n in number.items():
        wanted = [number[other] for other in GOES_WITH.get(form, (form,)) if other in number]
        found = np.flatnonzero(np.isin(goods.form, wanted))
        group.append(np.repeat(n, len(found)))
        member.append(found)
    formless = np.flatnonzero(goods.form < 0)
    group.append(len(goods.forms) + goods.craft[formless])
    member.append(formless)
    cell, product = np.concatenate(group), np.concatenate(member)
    groups = (cell[:, None] * len(STYLES) + kinds).ravel()
    weight = goods.popularity[product][:, None] ** 0.7 * goods.style[product] ** 1.3
    return Cells(
        (len(goods.forms) + len(goods.crafts)) * len(STYLES), groups, np.repeat(product, len(STYLES)), weight.ravel()
    )


def _by_maker(goods: Goods) -> Cells:
    many = np.arange(len(goods.ids))
    return Cells(int(goods.seller.max()) + 1, goods.seller, many, goods.popularity**0.7)


def _once(goods: Goods, buyer: Ints, product: Ints, order: Ints, fixed: Fixed | None) -> Bools:
    """Lines to keep: a product once a shopper, or once an order where it is used up."""
    pair = buyer * len(goods.ids) + product
    again = goods.made_as(USED_UP)[product]
    key = np.where(again, -1 - (order * len(goods.ids) + product), pair)
    keep = np.zeros(len(pair), dtype=bool)
    keep[np.unique(key, return_index=True)[1]] = True
    return keep & ~np.isin(pair, fixed.never) if fixed is not None else keep


def _exactly(order: Ints, count: int, must: int, rng: Generator) -> Bools:
    """Lines of as many orders as wanted; those that must be there are among them."""
    present = np.unique(order)
    free = present[present >= must]
    chosen = rng.choice(free, size=min(max(count - must, 0), len(free)), replace=False)
    wanted = np.zeros(int(present.max(initial=0)) + 1, dtype=bool)
    wanted[:must], wanted[chosen] = True, True
    return wanted[order]


def _frames(
    goods: Goods,
    shoppers: Shoppers,
    buyer: Ints,
    day: NDArray[np.datetime64],
    order: Ints,
    product: Ints,
    until: np.datetime64,
    must: int,
    rng: Generator,
    prefix: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    kept, order = np.unique(order, return_inverse=True)
    hour = rng.choice(24, size=len(kept), p=np.array(seasons.HOURS) / sum(seasons.HOURS))
    placed = day[kept].astype("datetime64[s]") + hour * 3600 + rng.integers(3600, size=len(kept))
    by_time = np.argsort(placed, kind="stable")
    place = np.empty_like(by_time)
    place[by_time] = np.arange(len(by_time))
    kept, placed = kept[by_time], placed[by_time]
    ids = _numbered(prefix, len(kept))
    lines = np.argsort(place[order], kind="stable")
    order, product = place[order][lines], product[lines]
    age = (until - placed.astype("datetime64[D]")).astype(np.int64)
    status = _statuses(age, kept < must, rng)
    orders = pd.DataFrame(
        {
            "id": ids,
            "user_id": shoppers.ids[buyer[kept]],
            "status": status,
            "placed_at": pd.to_datetime(placed.astype("datetime64[us]"), utc=True),
        }
    )
    first = np.concatenate(([0], np.flatnonzero(np.diff(order)) + 1))
    items = pd.DataFrame(
        {
            "order_id": ids.take(order),
            "line": np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order)))) + 1,
            "product_id": goods.ids[product],
            "quantity": _quantities(goods, product, rng),
            "unit_price_cents": _prices(goods, product, age[order]),
        }
    )
    return orders, items


def _numbered(prefix: str, count: int) -> pd.Series:
    width = max(6, len(str(count)))
    digits = pc.utf8_lpad(pc.cast(pa.array(np.arange(1, count + 1)), pa.string()), width, "0")
    return pd.Series(pc.binary_join_element_wise(prefix, digits, "").to_pandas(), dtype="str")


def _statuses(days: Ints, bought: Bools, rng: Generator) -> NDArray[np.object_]:
    """What has become of an order by its age. One that was reviewed was delivered, and kept."""
    chance = rng.random(len(days))
    return np.select(
        [
            bought,
            chance < 0.025,
            (days > 20) & (chance < 0.045),
            (days < 2) | (days < 5) & (chance < 0.5),
            (days < 9) | (days < 14) & (chance < 0.4),
        ],
        ["delivered", "cancelled", "returned", "paid", "shipped"],
        "delivered",
    ).astype(object)


def _quantities(goods: Goods, product: Ints, rng: Generator) -> Ints:
    sets = goods.made_as(IN_SETS)[product]
    chance = rng.random(len(product))
    return 1 + ((chance > 0.93) | sets & (chance > 0.6)).astype(np.int64) + (sets & (chance > 0.85))


def _prices(goods: Goods, product: Ints, days: Ints) -> Ints:
    """The price as it was: today's, less nought to three per cent a half-year gone by, in steps of half a euro."""
    rate = (goods.popularity * 1e4 % 1) * 0.03
    halves = days // 183
    now: Ints = goods.price_cents[product]
    then = np.round(now * (1 - rate[product]) ** halves / 50).astype(np.int64) * 50
    return np.where(halves <= 0, now, np.clip(then, np.minimum(now, 50), now))
