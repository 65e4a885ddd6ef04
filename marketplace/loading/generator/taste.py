"""The model behind the purchases: what a product is like, and what a shopper likes.

Every product has a craft, a leaning to six styles, a popularity and months in which it is wanted. Every shopper has
interests (crafts), two styles and an appetite. Styles follow from words and, by a hash, from ids: so the same shopper
has the same taste at every scale and seed, and whoever made the shipped reviews could know it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from marketplace.loading.dataset import Dataset
from marketplace.loading.generator import seasons

STYLES: dict[str, frozenset[str]] = {
    "rustic": frozenset(
        ["rustic", "farmhouse", "country", "camping", "outdoor", "cabin", "hearth", "picnic", "hiking"]
    ),
    "spare": frozenset(["minimalist", "modern", "everyday", "office", "desk", "simple", "monochrome", "bathroom"]),
    "botanical": frozenset(
        ["garden", "botanical", "floral", "spring", "nature", "green", "flowers", "herbs", "birds", "plants"]
    ),
    "playful": frozenset(
        ["playful", "children", "baby", "kids", "party", "colourful", "fun", "birthday", "toddler", "nursery"]
    ),
    "elegant": frozenset(["elegant", "wedding", "evening", "anniversary", "luxury", "statement", "dinner", "heirloom"]),
    "folk": frozenset(["folk", "traditional", "heritage", "winter", "christmas", "cosy", "festive", "advent"]),
}
PRIMARY, SECONDARY = 0.72, 0.2
"""How often a shopper follows the first and the second of their styles; else any."""

ELSEWHERE = 0.1
"""Share of purchases outside a shopper's interests: presents, mostly."""

FAR_PAST = np.datetime64("2000-01-01")


@dataclass
class Goods:
    """Products by column; arrays are parallel."""

    ids: NDArray[np.object_]
    craft: NDArray[np.int64]
    crafts: list[str]
    seller: NDArray[np.int64]
    form: NDArray[np.int64]
    forms: list[str]
    style: NDArray[np.float64]
    """[product, style], each row adds up to 1"""
    months: NDArray[np.float32]
    """[product, month]"""
    popularity: NDArray[np.float64]
    price_cents: NDArray[np.int64]
    listed: NDArray[np.datetime64]

    def made_as(self, forms: frozenset[str]) -> NDArray[np.bool_]:
        """Whether each product is of one of these forms."""
        return np.isin(self.form, [n for n, form in enumerate(self.forms) if form in forms])


@dataclass
class Shoppers:
    """Shoppers by column."""

    ids: NDArray[np.object_]
    joined: NDArray[np.datetime64]
    interests: NDArray[np.float32]
    """[shopper, craft], each row adds up to 1"""
    styles: NDArray[np.int64]
    """[shopper, 2]: the first and the second"""
    appetite: NDArray[np.float64]


def goods_of(dataset: Dataset, *, liked: dict[str, float] | None = None) -> Goods:
    """Products that are for sale, with what their words and documents tell. `liked`: mean rating by product id."""
    sold = dataset.products[dataset.products["price_cents"].notna()].reset_index(drop=True)
    ids = sold["id"].tolist()
    craft, crafts = pd.factorize(sold["category_id"].fillna(""), sort=True)
    seller, _ = pd.factorize(sold["seller_id"].fillna(""), sort=True)
    forms = {doc["_id"]: str(doc["form"]) for doc in dataset.documents.get("product_specs", []) if doc.get("form")}
    form, form_names = pd.factorize(pd.Series([forms.get(i) for i in ids], dtype="str"), sort=True)
    tags = sold["tags"].fillna("").tolist()
    price = sold["price_cents"].to_numpy(dtype=np.int64)
    stars = np.array([(liked or {}).get(i, 4.4) for i in ids])
    # A long tail, with a little more for what is well liked and a little less for what is dear.
    luck = np.exp(1.05 * _normal(ids, "luck"))
    popularity = luck * 1.5 ** (stars - 4.4) * (np.maximum(price, 100) / 4000) ** -0.3
    listed = pd.to_datetime(sold["listed_at"], utc=True).dt.tz_localize(None).to_numpy(dtype="datetime64[D]")
    return Goods(
        np.array(ids, dtype=object), craft.astype(np.int64), list(crafts), seller.astype(np.int64),
        form.astype(np.int64), list(form_names),
        product_styles(ids, sold["seller_id"].fillna("").tolist(), tags), seasons.of_tags(tags), popularity, price,
        np.where(np.isnat(listed), FAR_PAST, listed),
    )  # fmt: skip


def product_styles(ids: Sequence[str], sellers: Sequence[str], tags: Sequence[str]) -> NDArray[np.float64]:
    """[product, style]: a maker's hand shows in all they make, then come a product's tags, then chance."""
    score = np.zeros((len(ids), len(STYLES)))
    rows = np.arange(len(ids))
    score[rows, _codes(sellers, "style", len(STYLES))] += 1.1
    score[rows, _codes(ids, "style", len(STYLES))] += 0.6
    words = {word: number for number, style in enumerate(STYLES.values()) for word in style}
    for row, text in enumerate(tags):
        for tag in text.split(","):
            if tag in words:
                score[row, words[tag]] += 0.9
    weight = np.exp(2.2 * score)
    styles: NDArray[np.float64] = weight / weight.sum(axis=1, keepdims=True)
    return styles


def shoppers_of(dataset: Dataset, crafts: list[str]) -> Shoppers:
    """All shoppers. One without known interests has some of their own, by their id."""
    users = dataset.users
    ids = users["id"].tolist()
    names = dict(zip(dataset.categories["name"], dataset.categories["id"], strict=True))
    number = {craft: n for n, craft in enumerate(crafts)}
    interests = np.full((len(ids), len(crafts)), ELSEWHERE / len(crafts), dtype=np.float32)
    first, second = _codes(ids, "craft", len(crafts)), _codes(ids, "craft too", len(crafts))
    for row, text in enumerate(users["interests"].fillna("").tolist()):
        own = [number[c] for word in text.split(",") if (c := names.get(word, word)) in number] if text else []
        for rank, craft in enumerate(own or [first[row], second[row]]):
            interests[row, craft] += 0.7**rank
    joined = pd.to_datetime(users["joined_on"]).to_numpy(dtype="datetime64[D]")
    return Shoppers(
        np.array(ids, dtype=object),
        np.where(np.isnat(joined), FAR_PAST, joined),
        interests / interests.sum(axis=1, keepdims=True),
        shopper_styles(ids),
        np.exp(1.0 * _normal(ids, "appetite")),
    )


def shopper_styles(ids: Sequence[str]) -> NDArray[np.int64]:
    """[shopper, 2]"""
    return np.stack([_codes(ids, "style", len(STYLES)), _codes(ids, "other style", len(STYLES))], axis=1)


def _hashes(ids: Sequence[str], salt: str) -> NDArray[np.uint64]:
    key = salt.encode()
    digests = b"".join(blake2b(i.encode(), digest_size=8, key=key).digest() for i in ids)
    return np.frombuffer(digests, dtype="<u8")


def _codes(ids: Sequence[str], salt: str, many: int) -> NDArray[np.int64]:
    return (_hashes(ids, salt) % np.uint64(max(many, 1))).astype(np.int64)


def _normal(ids: Sequence[str], salt: str) -> NDArray[np.float64]:
    # Box and Muller's transform of two hashed uniforms.
    one, two = (_hashes(ids, f"{salt} {n}").astype(np.float64) / 2**64 for n in (1, 2))
    normal: NDArray[np.float64] = np.sqrt(-2 * np.log(np.maximum(one, 1e-12))) * np.cos(2 * np.pi * two)
    return normal
