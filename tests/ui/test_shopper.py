"""Who is shopping: a session in Redis for each visit, a guest whose cart comes along, and the dialog to change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from marketplace.accounts.errors import NotSignedIn
from marketplace.accounts.models import Shopper
from marketplace.accounts.passwords import DEMO_PASSWORD
from marketplace.carts.keys import new_guest
from marketplace.catalog.models import BrowseQuery, Product
from marketplace.market import Market
from ui.conftest import Visit, html_of
from ui.test_failures import without


@pytest.fixture
def shopper(market: Market) -> Iterator[Shopper]:
    """Somebody who is signed in nowhere, and whose cart is empty, and is left so."""
    somebody = market.accounts.shoppers(limit=52)[51]
    market.accounts.revoke_all(somebody.id)
    market.carts.clear(somebody.id)
    yield somebody
    market.accounts.revoke_all(somebody.id)
    market.carts.clear(somebody.id)


@pytest.fixture
def product(market: Market) -> Product:
    """A product that is plenty."""
    items = market.catalog.browse(BrowseQuery(category_id="ceramics", in_stock=True)).value.items
    return next(product for product in items if product.stock > 5)


@contextmanager
def passwords_only() -> Iterator[None]:
    """The app opened anew without the demo's switch; and anew again afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MARKETPLACE_SIGN_IN_AS", "false")
        st.cache_resource.clear()
        yield
    st.cache_resource.clear()


def shopping(app: AppTest) -> str:
    label: str = app.button(key="am_who").label
    return label.removeprefix("Shopping as ")


def dialog(app: AppTest, way: str | None = None) -> AppTest:
    """The dialog open, at one of its ways. AppTest draws whole pages, so it is opened at each run."""
    if way is not None:
        app.button(key="am_who").click().run()
        app.session_state["am_way"] = way
    return app.button(key="am_who").click().run()


def sign_in(app: AppTest, login: str, password: str) -> AppTest:
    dialog(app, "Sign in")
    login_box, password_box = (box for box in app.text_input if box.label in ("Id or e-mail address", "Password"))
    login_box.set_value(login)
    password_box.set_value(password)
    app.button(key="am_who").click()
    next(button for button in app.button if button.label == "Sign in").click()
    return app.run()


def test_a_visit_is_a_session_whose_token_no_page_shows(visit: Visit, market: Market, shopper: Shopper) -> None:
    app = visit("cart", **{"as": shopper.id})
    token = app.session_state["am_token"]
    assert market.accounts.session(token).user_id == shopper.id
    shown = html_of(app) + str(app.main) + str(app.query_params)
    assert token not in shown
    assert "GETEX session:{" in html_of(app.run())
    [session] = market.accounts.sessions(shopper.id)
    assert app.session_state["am_session"].id == session.id


def test_two_visits_are_two_sessions_and_one_who_becomes_another_leaves_none(
    visit: Visit, market: Market, shopper: Shopper
) -> None:
    other = market.accounts.shoppers(limit=53)[52]
    first, second = visit(**{"as": shopper.id}), visit(**{"as": shopper.id})
    assert len(market.accounts.sessions(shopper.id)) == 2
    left = first.session_state["am_token"]
    first.query_params["as"] = other.id
    first.run()
    assert shopping(first) == other.name
    assert first.query_params["as"] == other.id
    with pytest.raises(NotSignedIn):
        market.accounts.session(left)
    assert market.accounts.session(second.session_state["am_token"]).user_id == shopper.id
    market.accounts.revoke_all(other.id)


def test_a_session_ended_elsewhere_makes_a_guest_of_the_visitor(visit: Visit, market: Market, shopper: Shopper) -> None:
    app = visit(**{"as": shopper.id})
    market.accounts.revoke_all(shopper.id)
    app.run()
    assert shopping(app) == "a guest"
    assert "Signed out." in html_of(app)
    assert "as" not in app.query_params
    app.run()
    assert shopping(app) == "a guest"
    assert "Signed out." not in html_of(app)
    assert market.accounts.sessions(shopper.id) == []


def test_a_guest_is_asked_for_nothing_and_their_cart_comes_along(
    visit: Visit, market: Market, shopper: Shopper, product: Product
) -> None:
    market.carts.add(shopper.id, product.id)
    app = visit("product", id=product.id, **{"as": shopper.id})
    token = app.session_state["am_token"]
    dialog(app)
    app.button(key="am_sign_out").click().run()
    assert shopping(app) == "a guest"
    with pytest.raises(NotSignedIn):
        market.accounts.session(token)
    next(button for button in app.button if button.label == "Add to cart").click().run()
    guest = app.session_state["am_guest"]
    assert market.carts.quantities(guest) == {product.id: 1}
    assert market.activity.recently_viewed(guest) == [product.id]
    app.query_params["as"] = shopper.id
    app.run()
    assert shopping(app) == shopper.name
    assert "1 piece of the guest’s cart joined yours." in html_of(app)
    assert market.carts.quantities(shopper.id) == {product.id: 2}
    assert market.carts.quantities(guest) == {}
    assert "am_guest" not in app.session_state


def test_what_does_not_fit_is_told(visit: Visit, market: Market, shopper: Shopper, product: Product) -> None:
    most = min(product.stock, 20)
    market.carts.add(shopper.id, product.id, most)
    app = visit()
    app.session_state["am_guest"] = guest = new_guest()
    market.carts.add(guest, product.id, 2)
    app.query_params["as"] = shopper.id
    app.run()
    assert f"2 × {product.name}." in html_of(app)
    assert "Left behind:" in html_of(app)
    assert market.carts.quantities(shopper.id) == {product.id: most}


def test_one_signs_in_with_a_password(visit: Visit, market: Market, shopper: Shopper) -> None:
    app = visit()
    sign_in(app, shopper.id, DEMO_PASSWORD)
    assert not app.exception
    assert shopping(app) == shopper.name
    assert app.query_params["as"] == shopper.id
    assert [each.id for each in market.accounts.sessions(shopper.id)] == [app.session_state["am_session"].id]
    assert DEMO_PASSWORD not in [box.value for box in app.text_input]


def test_a_wrong_password_signs_nobody_in(visit: Visit, market: Market, shopper: Shopper) -> None:
    app = visit()
    before = shopping(app)
    sign_in(app, shopper.id, "not the one")
    assert [error.value for error in app.error] == [
        "Not signed in. This id or e-mail address and this password do not belong together. Check both and try again."
    ]
    assert shopping(app) == before
    assert market.accounts.sessions(shopper.id) == []


def test_sessions_are_listed_and_ended(visit: Visit, market: Market, shopper: Shopper) -> None:
    elsewhere = market.accounts.sign_in_as(shopper.id, agent="![x](https://example.org/x.png) curl/8")
    third = market.accounts.sign_in_as(shopper.id, agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
    app = visit(**{"as": shopper.id})
    dialog(app, "Your sessions")
    told = [text.value for text in app.markdown]
    assert f"{shopper.name} is signed in 3 times. Redis forgets each twelve hours after its last use." in told
    assert "Firefox on Linux" in told
    assert not [text for text in told if "](" in text]
    own = app.session_state["am_session"].id
    assert not [button for button in app.button if button.key == f"am_end_{own}"]
    app.button(key=f"am_end_{third.session.id}").click().run()
    with pytest.raises(NotSignedIn):
        market.accounts.session(third.token)
    dialog(app, "Your sessions")
    app.button(key="am_end_others").click().run()
    with pytest.raises(NotSignedIn):
        market.accounts.session(elsewhere.token)
    assert [each.id for each in market.accounts.sessions(shopper.id)] == [own]


def test_without_the_switch_one_begins_as_a_guest_and_needs_a_password(
    visit: Visit, market: Market, shopper: Shopper
) -> None:
    with passwords_only():
        app = visit(**{"as": shopper.id})
        assert not app.exception
        assert shopping(app) == "a guest"
        assert "as" not in app.query_params
        assert "only with their password" in app.toast[0].value
        dialog(app)
        assert not [button for button in app.button if str(button.key).startswith("am_be_")]
        sign_in(app, shopper.id, DEMO_PASSWORD)
        assert shopping(app) == shopper.name
        assert "as" not in app.query_params
        assert market.accounts.session(app.session_state["am_token"]).user_id == shopper.id


def test_without_redis_the_switch_is_for_this_visit_alone_and_says_so(visit: Visit, shopper: Shopper) -> None:
    with without("redis"):
        app = visit(**{"as": shopper.id})
        assert not app.exception
        assert shopping(app) == shopper.name
        assert "am_token" not in app.session_state
        dialog(app)
        assert "in this window alone: Redis does not answer" in "".join(text.value for text in app.markdown)
        sign_in(app, shopper.id, DEMO_PASSWORD)
        assert "redis does not answer" in app.error[0].value
