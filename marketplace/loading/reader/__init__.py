"""A folder of files in the contract of `marketplace load --data`, read whole and checked before anything is loaded.

| file | columns |
|---|---|
| categories.csv | ID, NAME, DESCRIPTION |
| sellers.csv | ID, NAME, SPECIALTY, RATING, JOINED |
| products.csv | ID, NAME, CATEGORY (name or id), PRICE, SELLER_ID, DESCRIPTION, TAGS, STOCK, LISTED_AT |
| users.csv | ID, NAME, EMAIL, JOIN_DATE, LOCATION, INTERESTS |
| orders.csv | ORDER_ID, USER_ID, PRODUCT_ID, QUANTITY, UNIT_PRICE, ORDERED_AT, STATUS: one row a line of an order |
| reviews.jsonl, specs.jsonl, profiles.jsonl, preferences.jsonl | documents as they stand in MongoDB |

Only products.csv is needed. The catalogue that comes with the package (marketplace/data) is such a folder itself.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from marketplace.errors import InvalidInput
from marketplace.loading.dataset import COLUMNS, Dataset, Document
from marketplace.loading.errors import Faults
from marketplace.loading.reader import tables
from marketplace.loading.reader.csv_rows import read_csv
from marketplace.loading.reader.documents import about, read_documents, review_check
from marketplace.loading.reader.rows import Rows
from marketplace.progress import Progress, silent

__all__ = ["read_folder"]


def read_folder(path: Path, *, skip_bad_rows: bool = False, progress: Progress = silent) -> Dataset:
    """Read a folder.

    Raises BadRows where rows cannot be used, all of them found, unless they are to be skipped; InvalidInput where
    there is no products.csv.
    """
    if not (path / "products.csv").is_file():
        raise InvalidInput(f"There is no products.csv in {path}: a folder of data needs at least that file.")
    faults = Faults()
    try:
        files = {name: _open(path / name, faults, progress) for name in tables.FILES}
        if faults.unreadable:
            raise faults.report()
        dataset = _tables(files, faults)
        dataset.documents = _documents(path, dataset, files, faults, progress)
    except OSError as error:
        raise InvalidInput(f"{error.filename} cannot be read: {error.strerror}.") from error
    if faults.any and not skip_bad_rows:
        raise faults.report()
    dataset.skipped = len(faults.rows)
    dataset.notes = faults.notes + faults.consequences()
    return dataset


def _open(path: Path, faults: Faults, progress: Progress) -> Rows | None:
    if not path.exists():
        return None
    progress(f"reading {path.name}", 0, None)
    frame = read_csv(path, tables.FILES[path.name], tables.REQUIRED[path.name], faults)
    return None if frame is None else Rows(path.name, frame, faults)


def _tables(files: dict[str, Rows | None], faults: Faults) -> Dataset:
    crafts, makers, shoppers, lines = (files[f"{name}.csv"] for name in ("categories", "sellers", "users", "orders"))
    goods = files["products.csv"]
    assert goods is not None
    # Crafts, makers and shoppers first: what names them must know which of their rows are bad.
    categories = tables.categories(crafts) if crafts else None
    sellers = tables.sellers(makers) if makers else None
    users = tables.users(shoppers) if shoppers else None
    products = tables.products(goods, crafts, makers)
    if lines is not None:
        orders, items = tables.orders(lines, goods, products, shoppers)
    else:
        orders, items = (pd.DataFrame(columns=list(COLUMNS[name])) for name in ("orders", "items"))
    return Dataset(
        categories=tables.made_up(products["category_id"], COLUMNS["categories"]) if categories is None else categories,
        sellers=tables.made_up(products["seller_id"], COLUMNS["sellers"]) if sellers is None else sellers,
        users=tables.made_up(orders["user_id"], COLUMNS["users"]) if users is None else users,
        products=products,
        orders=orders,
        items=items,
    )


def _documents(
    path: Path, dataset: Dataset, files: dict[str, Rows | None], faults: Faults, progress: Progress
) -> dict[str, list[Document]]:
    goods = files["products.csv"]
    assert goods is not None
    products = goods.names()
    sellers, users = (rows.names() if (rows := files[name]) else None for name in ("sellers.csv", "users.csv"))
    names = dict(zip(dataset.users["id"], dataset.users["name"], strict=True))
    checks = {
        "reviews": ("reviews.jsonl", review_check(products, users, lambda user: names.get(user, user))),
        "product_specs": ("specs.jsonl", about(products, "product", "product_id")),
        "seller_profiles": ("profiles.jsonl", about(sellers, "seller", "seller_id")),
        "user_preferences": ("preferences.jsonl", about(users, "user", "user_id")),
    }
    documents: dict[str, list[Document]] = {}
    for collection, (file, check) in checks.items():
        if (path / file).exists():
            progress(f"reading {file}", 0, None)
            documents[collection] = list(read_documents(path / file, faults, check, _of(collection)))
    if users is None and documents.get("reviews"):
        known = set(dataset.users["id"])
        authors = pd.Series([r["user_id"] for r in documents["reviews"] if r["user_id"] not in known], dtype="str")
        dataset.users = pd.concat([dataset.users, tables.made_up(authors, COLUMNS["users"])], ignore_index=True)
    return documents


def _of(collection: str) -> str:
    return {"seller_profiles": "sellers.csv", "user_preferences": "users.csv"}.get(collection, "products.csv")
