"""A larger marketplace grown from the shipped one: what is shipped stays as it is, and more of its kind comes.

A grown product takes form, materials and specifications from a shipped one. Series, finish, maker, price and text are
its own; no two have the same name. Makers and shoppers are named from all the names there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from marketplace.loading.dataset import COLUMNS, Dataset, Document
from marketplace.loading.generator.words import CLOSINGS, FINISHES, MARKS, MIDDLES, OPENINGS, SERIES, WORKSHOPS

PIECES = 20
"""Products of a grown maker."""

LAST_LISTING = date(2026, 5, 20)
Row = dict[str, Any]


def grow(base: Dataset, products: int, shoppers: int, rng: Generator) -> Dataset:
    """The base with as many products and shoppers as wanted; it never shrinks."""
    more, people = products - len(base.products), shoppers - len(base.users)
    if more <= 0 and people <= 0:
        return base
    documents = {name: list(found) for name, found in base.documents.items()}
    crafts = [str(craft) for craft in base.categories["id"] if craft in FINISHES]
    sellers, profiles = _makers(base, crafts, max(-(-more // PIECES), len(crafts)) if more > 0 else 0, rng)
    goods, specs = _products(base, crafts, sellers, max(more, 0), rng)
    users, preferences = _shoppers(base, crafts, max(people, 0), rng)
    for name, found in (("seller_profiles", profiles), ("product_specs", specs), ("user_preferences", preferences)):
        documents[name] = documents.get(name, []) + found
    return replace(
        base,
        sellers=_appended(base.sellers, "sellers", sellers),
        products=_appended(base.products, "products", goods),
        users=_appended(base.users, "users", users),
        documents=documents,
    )


def _appended(frame: pd.DataFrame, name: str, rows: Sequence[Row]) -> pd.DataFrame:
    if not rows:
        return frame
    more = pd.DataFrame(rows).reindex(columns=list(COLUMNS[name]))
    kept = frame[list(COLUMNS[name])]
    return pd.concat([kept, more.astype(kept.dtypes.to_dict())], ignore_index=True)


def _makers(base: Dataset, crafts: list[str], count: int, rng: Generator) -> tuple[list[Row], list[Document]]:
    taken = set(base.sellers["name"])
    locations = base.users["location"].dropna().tolist()
    people = base.users["name"].tolist()
    models = {doc["_id"]: doc for doc in base.documents.get("seller_profiles", [])}
    of_craft = base.products.drop_duplicates("seller_id").groupby("category_id")["seller_id"].apply(list).to_dict()
    rows: list[Row] = []
    profiles: list[Document] = []
    while len(rows) < count:
        craft = crafts[len(rows) % len(crafts)]
        first, last = _split(people[rng.integers(len(people))])
        name = f"{last} {WORKSHOPS[craft][rng.integers(len(WORKSHOPS[craft]))]}"
        if name in taken:
            name = f"{first} {name}"
        if name in taken:
            continue
        taken.add(name)
        model = of_craft[craft][rng.integers(len(of_craft[craft]))]
        about = models.get(model, {})
        joined = date(2021, 1, 5) + timedelta(days=int(rng.integers(1500)))
        location = locations[rng.integers(len(locations))]
        identity = f"S{len(base.sellers) + len(rows) + 1:03d}"
        specialty = base.sellers.set_index("id")["specialty"].get(model) if not rows else about.get("specialty")
        rows.append(
            {
                "id": identity, "name": name, "specialty": specialty, "joined_on": joined.isoformat(), "made_up": False,
                "rating": round(float(rng.beta(9, 2) * 1.6 + 3.3), 2), "craft": craft,
            }
        )  # fmt: skip
        profiles.append(
            {
                "_id": identity, "name": name, "person": f"{first} {last}", "specialty": specialty,
                "location": location, "founded": int(joined.year - rng.integers(1, 25)), "joined": joined.isoformat(),
                "story": f"{first} {last} works alone in {location.split(',')[0]} and sells what the week has brought.",
                "process": about.get("process", []), "ships_from_days": int(rng.integers(2, 12)),
            }
        )  # fmt: skip
    return rows, profiles


def _products(
    base: Dataset, crafts: list[str], sellers: list[Row], count: int, rng: Generator
) -> tuple[list[Row], list[Document]]:
    specs = {doc["_id"]: doc for doc in base.documents.get("product_specs", [])}
    models: dict[str, list[Row]] = {craft: [] for craft in crafts}
    for row in base.products.to_dict("records"):
        if row["category_id"] in models and row["id"] in specs:
            models[row["category_id"]].append({str(key): value for key, value in row.items()})
    taken = set(base.products["name"])
    # Every pair of series and finish once for a form, in an order of chance.
    pairs: dict[str, list[int]] = {}
    rows: list[Row] = []
    documents: list[Document] = []
    for number in range(count):
        maker = sellers[number // PIECES % len(sellers)]
        craft = maker["craft"]
        model = models[craft][rng.integers(len(models[craft]))]
        spec = specs[model["id"]]
        form = str(spec["form"]).replace("_", " ")
        finishes = FINISHES[craft]
        if form not in pairs:
            pairs[form] = rng.permutation(len(SERIES) * len(finishes)).tolist()
        series, finish, name = _named(pairs[form], finishes, form, taken)
        listed = date.fromisoformat(maker["joined_on"])
        listed += timedelta(days=int(rng.integers(3, max((LAST_LISTING - listed).days, 4))))
        identity = f"P{len(base.products) + number + 1:04d}"
        rows.append(
            {
                "id": identity, "name": name, "category_id": craft, "seller_id": maker["id"], "tags": model["tags"],
                "description": _text(series, finish[0], form, spec, str(model["tags"]), rng),
                "price_cents": max(int(model["price_cents"] * rng.uniform(0.6, 1.6)) // 50 * 50, 250),
                "stock": max(int(rng.integers(-2, 26)), 0),
                "listed_at": pd.Timestamp(listed, tz="UTC") + timedelta(seconds=int(rng.integers(86_400))),
            }
        )  # fmt: skip
        palette = [finish[1], *spec.get("palette", [])[1:]]
        documents.append({**spec, "_id": identity, "colour": finish[0].lower(), "palette": palette})
    return rows, documents


def _named(
    order: list[int], finishes: tuple[tuple[str, str], ...], form: str, taken: set[str]
) -> tuple[str, tuple[str, str], str]:
    while order:
        pair = order.pop()
        series, finish = SERIES[pair // len(finishes)], finishes[pair % len(finishes)]
        name = f"{series} {finish[0]} {form.title()}"
        if name not in taken:
            taken.add(name)
            return series, finish, name
    # More than a thousand of one form: they are numbered, as a series in a workshop is.
    finish = finishes[len(taken) % len(finishes)]
    name = f"{finish[0]} {form.title()} No. {len(taken)}"
    taken.add(name)
    return SERIES[len(taken) % len(SERIES)], finish, name


def _text(series: str, finish: str, form: str, spec: Document, tags: str, rng: Generator) -> str:
    material = (spec.get("materials") or ["the usual material"])[0]
    technique = spec.get("technique") or "made by hand"
    uses = [tag for tag in tags.split(",") if tag] or ["everyday"]
    chosen = rng.integers(1 << 30)
    words = {
        "series": series, "finish": finish.lower(), "form": form, "material": material, "technique": technique,
        "Technique": technique[:1].upper() + technique[1:], "Material": material[:1].upper() + material[1:],
        "use": _use(uses[chosen % len(uses)]), "mark": MARKS[chosen % len(MARKS)],
        "article": "An everyday" if "everyday" in uses else "A",
    }  # fmt: skip
    parts = (
        OPENINGS[chosen % len(OPENINGS)],
        MIDDLES[chosen // 7 % len(MIDDLES)],
        CLOSINGS[chosen // 64 % len(CLOSINGS)],
    )
    return " ".join(part.format(**words) for part in parts if part)


def _use(tag: str) -> str:
    return {
        "everyday": "every day",
        "gift": "giving away",
        "minimalist": "a quiet room",
        "rustic": "a country kitchen",
    }.get(tag, tag)


def _shoppers(base: Dataset, crafts: list[str], count: int, rng: Generator) -> tuple[list[Row], list[Document]]:
    people = [_split(name) for name in base.users["name"]]
    locations = base.users["location"].tolist()
    craft_names = dict(zip(base.categories["id"], base.categories["name"], strict=True))
    taken, emails = set(base.users["name"]), set(base.users["email"].dropna())
    drawn = rng.integers(len(people), size=(2, count * 2 + 100)).tolist()
    joined = (rng.random(len(drawn[0])) ** 1.3 * 1820).astype(int).tolist()
    wanted = rng.choice(4, size=len(drawn[0]), p=[0.2, 0.4, 0.28, 0.12]) + 1
    interests = np.argsort(rng.random((len(drawn[0]), len(crafts))), axis=1)
    rows: list[Row] = []
    documents: list[Document] = []
    for turn, (a, b) in enumerate(zip(*drawn, strict=True)):
        if len(rows) == count:
            break
        name = f"{people[a][0]} {people[b][1]}"
        # Late on, names repeat as people's do; the address tells them apart.
        if name in taken and turn < count:
            continue
        taken.add(name)
        own = [crafts[c] for c in interests[turn, : wanted[turn]]]
        identity = f"U{len(base.users) + len(rows) + 1:04d}"
        rows.append(
            {
                "id": identity, "name": name, "email": _address(name, emails), "location": locations[b],
                "made_up": False,
                "interests": ",".join(craft_names[craft] for craft in own),
                "joined_on": (date(2021, 1, 4) + timedelta(days=joined[turn])).isoformat(),
            }
        )  # fmt: skip
        documents.append({"_id": identity, "interests": own, "newsletter": bool(turn % 2)})
    return rows, documents


def _split(name: str) -> tuple[str, str]:
    first, _, last = name.partition(" ")
    return first, last or first


def _address(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    word = re.sub("[^a-z]+", ".", plain).strip(".") or "shopper"
    address, number = f"{word}@example.org", 1
    while address in taken:
        number += 1
        address = f"{word}.{number}@example.org"
    taken.add(address)
    return address
