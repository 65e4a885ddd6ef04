from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from loading.conftest import Folder
from marketplace.errors import InvalidInput
from marketplace.loading import BadRows, read_folder
from marketplace.loading.plain_text import plain_text

SELLERS = "ID,NAME,SPECIALTY,RATING,JOINED\nS1,Elm & Co,Turning,4.75,2022-03-01\n"
PRODUCTS = 'ID,NAME,CATEGORY,PRICE,SELLER_ID,DESCRIPTION,TAGS,STOCK\nP1,Bowl,Wood,19.90,S1,Round,"gift, oak",3\n'
USERS = "ID,NAME,EMAIL,JOIN_DATE,LOCATION,INTERESTS\nU1,Ada,ada@example.org,2023-01-05,Ghent,Wood\n"
ORDERS = "ORDER_ID,USER_ID,PRODUCT_ID,QUANTITY,UNIT_PRICE,ORDERED_AT,STATUS\n"


def faults(path: Path) -> list[str]:
    with pytest.raises(BadRows) as caught:
        read_folder(path)
    return [str(bad) for bad in caught.value.listed]


def test_a_product_file_alone_is_a_marketplace(folder: Folder) -> None:
    data = read_folder(folder(products="ID,NAME\nP1,Bowl\nP2,Cup\n"))
    assert data.products["id"].tolist() == ["P1", "P2"]
    assert data.products["price_cents"].isna().all()
    assert data.products["stock"].tolist() == [0, 0]
    assert [len(data.frame(name)) for name in ("categories", "sellers", "users", "orders", "items")] == [0] * 5


def test_headers_in_any_case_after_a_bom(folder: Folder) -> None:
    data = read_folder(folder(products=b"\xef\xbb\xbfid, Name ,PRICE\r\nP1,Bowl,5\r\n"))
    assert data.products["price_cents"].tolist() == [500]


def test_ids_named_and_not_described_make_rows_of_their_own(folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS, orders=ORDERS + "O1,U9,P1,1,5.00,2024-01-01,paid\n"))
    assert data.users[["id", "name", "made_up"]].values.tolist() == [["U9", "U9", True]]
    assert data.sellers["id"].tolist() == ["S1"]
    assert data.categories["name"].tolist() == ["Wood"]


def test_a_category_by_name_or_by_id(folder: Folder) -> None:
    path = folder(
        categories="ID,NAME\nwood,Wood\n1,Glass\n", products="ID,NAME,CATEGORY\nP1,A,Wood\nP2,B,wood\nP3,C,1\nP4,D,\n"
    )
    assert read_folder(path).products["category_id"].fillna("none").tolist() == ["wood", "wood", "1", "none"]


def test_an_order_is_its_lines_and_a_product_twice_is_two(folder: Folder) -> None:
    lines = (
        "O1,U1,P1,2,3.10,2024-05-01T12:00:00+02:00,Shipped\nO2,U1,P1,,,,\nO1,U1,P1,1,3.00,2024-05-01T09:00:00,shipped\n"
    )
    data = read_folder(folder(products=PRODUCTS, sellers=SELLERS, users=USERS, orders=ORDERS + lines))
    assert data.orders["id"].tolist() == ["O1", "O2"]
    assert data.orders["status"].tolist() == ["shipped", "delivered"]
    assert data.orders["placed_at"].tolist() == [pd.Timestamp("2024-05-01T09:00:00Z"), pd.NaT]
    items = data.items[["order_id", "line", "quantity", "unit_price_cents"]].values.tolist()
    # A line without a price was sold at the product's.
    assert items == [["O1", 1, 2, 310], ["O2", 1, 1, 1990], ["O1", 2, 1, 300]]


def test_money_is_exact_and_rounding_is_told(folder: Folder) -> None:
    prices = ["0", "0.1", ".29", "1234567.89", "9999999999.99", "8.2500", "0.285", "1.005"]
    data = read_folder(folder(products="ID,NAME,PRICE\n" + "".join(f"P{n},x,{p}\n" for n, p in enumerate(prices))))
    assert data.products["price_cents"].tolist() == [0, 10, 29, 123456789, 999999999999, 825, 29, 101]
    assert data.notes == [
        "products.csv, PRICE: 2 amounts with more than two decimals were rounded to cents "
        "(the first, 0.285, on line 8)."
    ]


def test_html_becomes_the_text_a_person_would_read(folder: Folder) -> None:
    html = "<p>Fish &amp; <b>chips</b></p><script>alert(1)</script><br/>p &lt; 0.05, 3 < 4 &amp; x<y"
    data = read_folder(folder(products=f'ID,NAME,DESCRIPTION\nP1,Caf&eacute;,"{html}"\n'))
    assert data.products["description"].tolist() == ["Fish & chips\np < 0.05, 3 < 4 & x<y"]
    assert data.products["name"].tolist() == ["Café"]
    assert plain_text("a <3 b") == "a <3 b"


def test_every_bad_row_is_named_by_file_line_column_and_reason(folder: Folder) -> None:
    path = folder(
        sellers=SELLERS + "S2,,x,4,\nS3,Oak,x,5.1,yesterday\n",
        products="ID,NAME,PRICE,SELLER_ID,STOCK\n"
        'P1,"Two\nlines",1,S1,1\n'
        "P2,A,-1.50,S1,1\nP3,B,cheap,S1,-2\nP1,C,1,S1,1\nP4,D,1,S8,1.5\nP5,E,1\nP6,F,1,S1,1,1\n,G,1,S1,1\n",
        users=USERS + "U1,Bob,,,,\n",
        orders=ORDERS
        + "O1,U1,P1,0,1,2024-01-01,paid\nO2,U7,P1,1,1,2024-13-01,paid\nO3,U1,P9,1,-1,2024-01-01,lost\n"
        + "O4,U1,P1,1,1,2024-01-01,paid\nO4,U2,P1,1,1,2024-01-01,paid\n",
        reviews='{"_id":"R1"}\nnonsense\n',
        specs='{"_id":"P99"}\n',
    )
    assert faults(path) == [
        "sellers.csv, line 3, NAME: it is empty",
        "sellers.csv, line 4, RATING: 5.1 is not between 0 and 5",
        "sellers.csv, line 4, JOINED: unreadable date 'yesterday'; ISO 8601 is read, as 2026-03-14T09:30:00Z",
        "products.csv, line 4, PRICE: negative price -1.50",
        "products.csv, line 5, PRICE: unreadable number 'cheap'",
        "products.csv, line 5, STOCK: negative stock -2",
        "products.csv, line 6, ID: duplicate of 'P1' on line 2",
        "products.csv, line 7, SELLER_ID: unknown seller 'S8'",
        "products.csv, line 7, STOCK: unreadable number '1.5'",
        "products.csv, line 8: 3 columns, where the header has 5",
        "products.csv, line 9: 6 columns, where the header has 5",
        "products.csv, line 10, ID: it is empty",
        "users.csv, line 3, ID: duplicate of 'U1' on line 2",
        "orders.csv, line 2, QUANTITY: 0 is less than 1",
        "orders.csv, line 3, USER_ID: unknown user 'U7'",
        "orders.csv, line 3, ORDERED_AT: unreadable date '2024-13-01'; ISO 8601 is read, as 2026-03-14T09:30:00Z",
        "orders.csv, line 4, PRODUCT_ID: unknown product 'P9'",
        "orders.csv, line 4, UNIT_PRICE: negative price -1",
        "orders.csv, line 4, STATUS: unknown status 'lost'",
        "orders.csv, line 6, USER_ID: unknown user 'U2'",
        "orders.csv, line 6, USER_ID: another line of this order names another user than 'U2'",
        "reviews.jsonl, line 1, product_id: it is missing",
        "reviews.jsonl, line 2: it is not JSON: Expecting value at character 1",
        "specs.jsonl, line 1, _id: unknown product 'P99'",
    ]


def test_an_order_without_its_shopper_is_one_fault(folder: Folder) -> None:
    path = folder(products="ID,NAME\nP1,x\n", orders="ORDER_ID,USER_ID,PRODUCT_ID\nO1,U1,P1\nO1,,P1\n,U2,P1\n")
    assert faults(path) == [
        "orders.csv, line 3, USER_ID: it is empty",
        "orders.csv, line 4, ORDER_ID: it is empty",
    ]


def test_fifty_are_listed_and_all_are_counted(folder: Folder) -> None:
    path = folder(products="ID,NAME,PRICE\n" + "".join(f"P{n},x,-1\n" for n in range(120)))
    with pytest.raises(BadRows) as caught:
        read_folder(path)
    assert (len(caught.value.listed), caught.value.count) == (50, 120)
    assert str(caught.value).endswith("… and 70 more")
    assert "120 bad rows; nothing was loaded" in str(caught.value)


def test_skipping_leaves_bad_rows_out_with_what_names_them(folder: Folder) -> None:
    path = folder(
        products=PRODUCTS + "P2,Cup,Wood,-3,S1,,,1\nP3,Plate,Wood\n",
        users=USERS,
        orders=ORDERS + "O1,U1,P2,1,1,2024-01-01,paid\nO2,U1,P1,1,1,2024-01-01,paid\nO3,U1,P3,1,1,2024-01-01,paid\n",
        specs='{"_id":"P1","form":"bowl"}\n{"_id":"P2","form":"cup"}\n',
    )
    # Rows that only name a bad row are no faults of their own.
    assert len(faults(path)) == 2
    data = read_folder(path, skip_bad_rows=True)
    assert data.products["id"].tolist() == ["P1"]
    assert data.orders["id"].tolist() == ["O2"]
    assert [doc["_id"] for doc in data.documents["product_specs"]] == ["P1"]
    assert data.skipped == 2
    assert data.notes == [
        "2 rows of orders.csv name bad rows of products.csv, and were left out with them.",
        "1 rows of specs.jsonl name bad rows of products.csv, and were left out with them.",
    ]


def test_what_is_not_text(folder: Folder) -> None:
    path = folder(products=b'ID,NAME\nP1,\xff\nP2,a\0b\nP3,"x" y\nP4,"open\nP5,z\n')
    assert faults(path) == [
        "products.csv, line 2: it is not UTF-8",
        "products.csv, line 3: it holds a NUL character",
        "products.csv, line 4: text goes on after a closing quote; a quote within quotes is written twice",
        "products.csv, line 5: a quote is opened here and never closed",
    ]


def test_a_folder_that_is_none(folder: Folder) -> None:
    with pytest.raises(InvalidInput, match=r"no products\.csv"):
        read_folder(folder(users=USERS))
    assert faults(folder(products="ID,TITLE\nP1,x\n")) == [
        "products.csv, line 1, NAME: there is no such column; the header holds ID, TITLE"
    ]


def test_one_address_signs_one_shopper_in(folder: Folder) -> None:
    data = read_folder(folder(products=PRODUCTS, users=USERS + "U2,Bo,ADA@example.org,,,\n"))
    assert data.users["email"].fillna("none").tolist() == ["ada@example.org", "none"]
    assert "line 3" in data.notes[0]


def test_reviews_get_what_has_a_sensible_value(folder: Folder) -> None:
    review = (
        '{"_id":"R1","product_id":"P1","user_id":"U1","rating":4,"text":"Good","created_at":"2024-02-03T04:05:06Z",'
        '"comments":[{"text":"Thanks","role":"maker","author":"Elm","created_at":{"$date":"2024-02-04T00:00:00Z"}}]}\n'
    )
    data = read_folder(folder(products=PRODUCTS, users=USERS, reviews=review))
    (found,) = data.documents["reviews"]
    assert (found["author"], found["verified"], found["created_at"].isoformat()) == (
        "Ada",
        False,
        "2024-02-03T04:05:06+00:00",
    )
    assert found["comments"][0] | {"created_at": None} == {
        "id": "R1-1", "text": "Thanks", "role": "maker", "author": "Elm", "created_at": None, "replies": []
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("rating", "6", "rating: 6 is not one of 1, 2, 3, 4, 5"),
        ("rating", "true", "rating: True is not one of 1, 2, 3, 4, 5"),
        ("user_id", '"U5"', "user_id: unknown user 'U5'"),
        ("created_at", '"soon"', "created_at: unreadable date 'soon'; ISO 8601 is read"),
        ("text", '""', "text: it is missing"),
    ],
)
def test_reviews_that_break_a_rule(folder: Folder, field: str, value: str, reason: str) -> None:
    fields = {
        "_id": '"R1"',
        "product_id": '"P1"',
        "user_id": '"U1"',
        "rating": "5",
        "text": '"x"',
        "created_at": '"2024-01-01"',
    }
    line = ",".join(f'"{name}":{text}' for name, text in (fields | {field: value}).items())
    assert faults(folder(products=PRODUCTS, users=USERS, reviews="{" + line + "}\n")) == [
        f"reviews.jsonl, line 1, {reason}"
    ]
