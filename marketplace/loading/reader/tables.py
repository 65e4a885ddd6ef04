"""The five tables of the contract, each from its file's rows to the frame that is loaded.

A file that is not there is None here: then ids that other files name make rows of their own, marked `made_up`.
"""

from __future__ import annotations

import pandas as pd

from marketplace.loading.plain_text import plain_text
from marketplace.loading.reader.rows import Names, Rows

FILES: dict[str, tuple[str, ...]] = {
    "categories.csv": ("ID", "NAME", "DESCRIPTION"),
    "sellers.csv": ("ID", "NAME", "SPECIALTY", "RATING", "JOINED"),
    # LISTED_AT is ours: since when the product has been for sale; without it, since the load.
    "products.csv": ("ID", "NAME", "CATEGORY", "PRICE", "SELLER_ID", "DESCRIPTION", "TAGS", "STOCK", "LISTED_AT"),
    "users.csv": ("ID", "NAME", "EMAIL", "JOIN_DATE", "LOCATION", "INTERESTS"),
    "orders.csv": ("ORDER_ID", "USER_ID", "PRODUCT_ID", "QUANTITY", "UNIT_PRICE", "ORDERED_AT", "STATUS"),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    name: ("ORDER_ID", "USER_ID", "PRODUCT_ID") if name == "orders.csv" else ("ID", "NAME") for name in FILES
}
STATUSES = pd.Index(["paid", "shipped", "delivered", "cancelled", "returned"])


def _described(rows: Rows) -> None:
    rows.filled("id")
    rows.unique("id")
    rows.filled("name")


def _tidy(text: pd.Series) -> pd.Series:
    """Names and descriptions as a person would read them; only those with markup in them take time."""
    marked = text.str.contains("[<&]|\\s\\s|[\\n\\t]", regex=True).fillna(False)
    if not marked.any():
        return text
    text = text.copy()
    text[marked] = text[marked].map(plain_text)
    return text


def categories(rows: Rows) -> pd.DataFrame:
    """Crafts. Products name them, so a name belongs to one craft only."""
    _described(rows)
    rows.unique("name")
    return rows.sound(
        {"id": rows["id"], "name": rows["name"], "description": _tidy(rows["description"]).fillna(""), "made_up": False}  # type: ignore[dict-item]
    )


def sellers(rows: Rows) -> pd.DataFrame:
    """Makers."""
    _described(rows)
    text = rows["rating"]
    rating = pd.to_numeric(text, errors="coerce")
    rows.refuse(text.notna() & rating.isna(), "rating", lambda v: f"unreadable number {v!r}")
    rows.refuse((rating < 0) | (rating > 5), "rating", lambda v: f"{v} is not between 0 and 5")
    joined = rows.day("joined")
    return rows.sound(
        {
            "id": rows["id"],
            "name": _tidy(rows["name"]),
            "specialty": rows["specialty"],
            "rating": rating,
            "joined_on": joined,
            "made_up": False,  # type: ignore[dict-item]
        }
    )


def users(rows: Rows) -> pd.DataFrame:
    """Shoppers. One address signs one shopper in: who comes later with the same has none."""
    _described(rows)
    email = rows["email"]
    again = email.str.lower().duplicated() & email.notna()
    if again.any():
        rows.faults.notes.append(
            f"users.csv, EMAIL: {int(again.sum()):,} addresses belong to a shopper named before and were left out "
            f"(the first on line {again.index[again][0]})."
        )
    joined = rows.day("join_date")
    return rows.sound(
        {
            "id": rows["id"],
            "name": _tidy(rows["name"]),
            "email": email.mask(again),
            "location": rows["location"],
            "interests": rows.words("interests"),
            "joined_on": joined,
            "made_up": False,  # type: ignore[dict-item]
        }
    )


def products(rows: Rows, crafts: Rows | None, makers: Rows | None) -> pd.DataFrame:
    """Products. A craft is named by its id or its name; without a price one is shown, and not for sale."""
    _described(rows)
    if crafts is not None:
        by_name = crafts.frame.dropna(subset=["id", "name"]).drop_duplicates("name").set_index("name")["id"]
        value = rows["category"]
        named = value.map(by_name).where(~value.isin(crafts["id"]))
        rows.frame["category"] = named.fillna(value).astype("str")
        rows.known("category", crafts, "category")
    if makers is not None:
        rows.known("seller_id", makers, "seller")
    price, stock, listed = rows.money("price"), rows.whole("stock", 0, 0), rows.moment("listed_at")
    return rows.sound(
        {
            "id": rows["id"],
            "name": _tidy(rows["name"]),
            "description": _tidy(rows["description"]).fillna(""),
            "category_id": rows["category"],
            "seller_id": rows["seller_id"],
            "price_cents": price,
            "tags": rows.words("tags"),
            "stock": stock,
            "listed_at": listed,
        }
    )


def orders(rows: Rows, goods: Rows, prices: pd.DataFrame, shoppers: Rows | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Orders, and their lines in the order of the file. An order is one shopper's; its time is its first line's.

    A line without a price was sold at the product's price of today, or for nothing where that is not known either.
    """
    for column in ("order_id", "user_id", "product_id"):
        rows.filled(column)
    rows.known("product_id", goods, "product")
    if shoppers is not None:
        rows.known("user_id", shoppers, "user")
    owner = rows.frame.groupby("order_id", sort=False)["user_id"].transform("first")
    rows.refuse(
        (rows["user_id"] != owner) & rows["user_id"].notna() & rows["order_id"].notna() & owner.notna(),
        "user_id",
        lambda v: f"another line of this order names another user than {v!r}",
    )
    quantity, price, placed = rows.whole("quantity", 1, 1), rows.money("unit_price"), rows.moment("ordered_at")
    rows.frame["status"] = rows["status"].str.lower()
    rows.known("status", Names("orders.csv", STATUSES), "status")
    today = rows["product_id"].map(prices.set_index("id")["price_cents"]).astype("Int64")
    lines = rows.sound(
        {
            "order_id": rows["order_id"],
            "user_id": rows["user_id"],
            "product_id": rows["product_id"],
            "quantity": quantity,
            "unit_price_cents": price.fillna(today).fillna(0),
            "placed_at": placed,
            "status": rows["status"],
        }
    )
    lines["line"] = lines.groupby("order_id", sort=False).cumcount() + 1
    whole = lines.groupby("order_id", sort=False)
    placed_orders = whole.agg(user_id=("user_id", "first"), status=("status", "first"), placed_at=("placed_at", "min"))
    placed_orders["status"] = placed_orders["status"].fillna("delivered")
    return placed_orders.rename_axis("id").reset_index(), lines


def made_up(ids: pd.Series, columns: tuple[str, ...]) -> pd.DataFrame:
    """A row for each id that is named and described nowhere: its id is its name."""
    ids = pd.Series(ids.dropna().unique(), dtype="str")
    frame = pd.DataFrame({"id": ids, "name": ids, "made_up": True})
    return frame.reindex(columns=list(columns))
