"""Search by a picture of one's own."""

from __future__ import annotations

import re

from looks.drawn import file, thing
from streamlit.testing.v1 import AppTest

from marketplace.looks.pictures import rendered
from marketplace.market import Market
from marketplace.ui import looks
from ui.conftest import Visit, html_of


def send(app: AppTest, name: str, data: bytes, kind: str = "image/png") -> AppTest:
    app.session_state["am_by_picture"] = True
    app.run()
    app.file_uploader(key="am_sent_picture").set_value((name, data, kind))
    return app.run()


def test_it_is_folded_away_until_it_is_opened(visit: Visit) -> None:
    app = visit("search")
    assert "Search by a picture" in [one.label for one in app.expander]
    assert not app.file_uploader
    assert not app.exception


def test_a_picture_finds_what_looks_like_it_and_says_in_what(visit: Visit, market: Market) -> None:
    product = market.catalog.product("P0003").value
    picture = rendered(market.catalog.pictures([product])["P0003"]).resize((300, 300))
    app = send(visit("search"), "bowl.jpg", file(picture, "JPEG", quality=90), "image/jpeg")
    assert not app.exception
    html = html_of(app)
    found = market.looks.like_picture(file(picture, "JPEG", quality=90), limit=8)
    assert found[0].product.id == "P0003"
    assert re.findall(r'href="product\?id=(P\d+)"', html) == [one.product.id for one in found]
    for one in found:
        assert looks.parts(one) in html
    assert html.count('src="data:image/png;base64,') == 2
    assert "no neural network knows what it shows" in app.caption[0].value


def test_words_and_a_picture_live_side_by_side(visit: Visit) -> None:
    app = send(visit("search", q="wool hat"), "p.png", file(thing(side=100)))
    assert not app.exception
    assert {"By words", "By meaning"} <= {header.value for header in app.header}
    assert "What is measured of it" in html_of(app)


def test_what_is_no_picture_is_met_kindly(visit: Visit) -> None:
    for name, data in (("a.png", b"hello"), ("b.png", file(thing())[:-400]), ("c.webp", b"")):
        app = send(visit("search"), name, data)
        assert not app.exception
        html = html_of(app)
        assert "Send" in html or "Save it anew" in html
        assert "am-hit-row" not in html


def test_parts_are_told_as_tables_have_them() -> None:
    assert [looks.share(part) for part in (0.0, 0.554, 0.93, 0.994, 0.995, 1.0)] == [
        ".00",
        ".55",
        ".93",
        ".99",
        "1",
        "1",
    ]
