from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from loading.conftest import Folder
from marketplace.loading import LoadRefused, read_folder
from marketplace.loading.generator import SCALES, generate
from marketplace.loading.load import shipped_folder
from marketplace.loading.relational import load_relational
from marketplace.stores.postgres import Postgres

PRODUCTS = "ID,NAME,CATEGORY,PRICE,SELLER_ID,DESCRIPTION,TAGS,STOCK\n"
ORDERS = "ORDER_ID,USER_ID,PRODUCT_ID,QUANTITY,UNIT_PRICE,ORDERED_AT,STATUS\n"
TABLES = ("categories", "sellers", "users", "products", "orders", "order_items")


def ask(postgres: Postgres, query: str) -> list[Any]:
    with postgres.transaction() as session:
        return session.connection.execute(query.encode()).fetchall()


def versions(postgres: Postgres) -> dict[str, list[Any]]:
    """Which transaction wrote each row, and where it lies: equal only where nothing was written."""
    return {
        table: ask(postgres, f"SELECT xmin::text, ctid::text, t.* FROM {table} t ORDER BY 3, 4") for table in TABLES
    }


@pytest.fixture
def loaded(postgres: Postgres, folder: Folder) -> Postgres:
    path = folder(
        products=PRODUCTS + 'P1,Bowl,Wood,19.99,S1,Round,"gift,oak",3\nP2,Cup,Clay,0.10,S2,,,1\nP3,Print,,,,,,\n',
        orders=ORDERS
        + "O1,U1,P1,2,19.99,2024-01-01,paid\nO1,U1,P2,3,0.10,2024-01-01,paid\nO2,U2,P1,5,1,2024-01-02,cancelled\n"
        + "O3,U2,P1,1,1,,returned\n",
    )
    load_relational(postgres, read_folder(path))
    return postgres


def test_rows_totals_and_sales(loaded: Postgres) -> None:
    assert ask(loaded, "SELECT id, status, total FROM orders ORDER BY id") == [
        ("O1", "paid", Decimal("40.28")),
        ("O2", "cancelled", Decimal("5.00")),
        ("O3", "returned", Decimal("1.00")),
    ]
    assert ask(loaded, "SELECT id, price, tags, stock, sold FROM products ORDER BY id") == [
        ("P1", Decimal("19.99"), ["gift", "oak"], 3, 2),
        ("P2", Decimal("0.10"), [], 1, 3),
        ("P3", None, [], 0, 0),
    ]
    assert ask(loaded, "SELECT id FROM products WHERE search @@ to_tsquery('artisan', 'oak & wood & s1')") == [("P1",)]
    assert ask(loaded, "SELECT id, name FROM users ORDER BY id") == [("U1", "U1"), ("U2", "U2")]


def test_loading_the_same_twice_writes_nothing(loaded: Postgres, folder: Folder) -> None:
    before = versions(loaded)
    load_relational(loaded, read_folder(folder()))
    assert versions(loaded) == before


def test_what_differs_is_changed_and_lines_that_are_gone_go(loaded: Postgres, folder: Folder) -> None:
    path = folder(
        products=PRODUCTS + "P1,Bowl,Wood,21.00,S1,Round,,3\nP2,Cup,Clay,0.10,S2,,,1\n",
        orders=ORDERS + "O1,U1,P2,1,0.10,2024-01-01,paid\nO2,U2,P1,5,1,2024-01-02,delivered\n",
    )
    load_relational(loaded, read_folder(path))
    assert ask(loaded, "SELECT order_id, line, product_id, quantity FROM order_items ORDER BY 1, 2") == [
        ("O1", 1, "P2", 1), ("O2", 1, "P1", 5), ("O3", 1, "P1", 1)
    ]  # fmt: skip
    assert ask(loaded, "SELECT id, total FROM orders WHERE id = 'O1'") == [("O1", Decimal("0.10"))]
    assert ask(loaded, "SELECT id, price, sold FROM products ORDER BY id") == [
        ("P1", Decimal("21.00"), 5), ("P2", Decimal("0.10"), 1), ("P3", None, 0)
    ]  # fmt: skip


def test_a_made_up_row_does_not_overwrite_a_described_one(loaded: Postgres, folder: Folder) -> None:
    with loaded.transaction() as session:
        session.connection.execute("UPDATE sellers SET name = 'Elm & Co' WHERE id = 'S1'")
    load_relational(loaded, read_folder(folder()))
    assert ask(loaded, "SELECT name FROM sellers WHERE id = 'S1'") == [("Elm & Co",)]


def test_names_and_addresses_that_are_taken(loaded: Postgres, folder: Folder) -> None:
    users = "ID,NAME,EMAIL\nU1,Ada,ada@example.org\n"
    load_relational(loaded, read_folder(folder(users=users + "U2,Bo,\n")))
    path = folder(
        categories="ID,NAME,DESCRIPTION\nc7,Wood,From trees\n",
        users="ID,NAME,EMAIL\nU8,Eve,ADA@example.org\n",
        products=PRODUCTS + "P9,Spoon,c7,1,,,,1\n",
        orders=ORDERS,
    )
    load_relational(loaded, read_folder(path))
    assert ask(loaded, "SELECT category_id FROM products WHERE id = 'P9'") == [("Wood",)]
    assert ask(loaded, "SELECT name, email FROM users WHERE id = 'U8'") == [("Eve", None)]


def test_a_load_that_fails_leaves_nothing(postgres: Postgres, folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS + "P1,Bowl,,1,,,,1\n"))
    data.products["seller_id"] = "S404"
    with pytest.raises(LoadRefused, match="postgres did not take the data"):
        load_relational(postgres, data)
    assert ask(postgres, "SELECT count(*) FROM products") == [(0,)]


def test_two_loads_at_once_are_one_after_the_other(postgres: Postgres, folder: Folder) -> None:
    data = read_folder(
        folder(products=PRODUCTS + "P1,Bowl,Wood,1,S1,,,1\n", orders=ORDERS + "O1,U1,P1,2,1,2024-01-01,paid\n")
    )
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: load_relational(postgres, data), range(8)))
    assert ask(postgres, "SELECT sold FROM products") == [(2,)]
    assert ask(postgres, "SELECT count(*) FROM order_items") == [(1,)]


def test_a_big_load_has_the_same_indexes_and_keys_after_as_before(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    keys = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), convalidated FROM pg_constraint ORDER BY 1, 2"
    before = ask(postgres, indexes), ask(postgres, keys)
    monkeypatch.setattr("marketplace.loading.relational.BIG", 1_000)
    with shipped_folder() as path:
        data = generate(read_folder(path), SCALES["small"], seed=3)
    load_relational(postgres, data)
    assert (ask(postgres, indexes), ask(postgres, keys)) == before
    assert ask(postgres, "SELECT count(*) FROM orders") == [(6_000,)]
    cents = (data.items["quantity"] * data.items["unit_price_cents"]).sum()
    assert ask(postgres, "SELECT sum(total) FROM orders") == [(Decimal(int(cents)) / 100,)]
    stored = versions(postgres)
    load_relational(postgres, data)
    assert versions(postgres) == stored


def test_a_demos_password_goes_to_those_who_have_none_and_to_nobody_else(postgres: Postgres, folder: Folder) -> None:
    path = folder(products=PRODUCTS, users="ID,NAME\nU1,Ada\nU2,Bo\n")
    load_relational(postgres, read_folder(path))
    passwords = "SELECT id, password_hash FROM users ORDER BY id"
    assert ask(postgres, passwords) == [("U1", None), ("U2", None)]
    ask(postgres, "UPDATE users SET password_hash = 'their own' WHERE id = 'U1' RETURNING id")
    path = folder(products=PRODUCTS, users="ID,NAME\nU1,Ada\nU2,Bo\nU3,Cy\n")
    load_relational(postgres, read_folder(path), password_hash="the demo's")
    mixed = [("U1", "their own"), ("U2", "the demo's"), ("U3", "the demo's")]
    assert ask(postgres, passwords) == mixed
    before = versions(postgres)
    load_relational(postgres, read_folder(path), password_hash="the demo's, with another salt")
    load_relational(postgres, read_folder(path))
    assert versions(postgres) == before
