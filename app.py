"""The app's entry: which pages there are, and what stands around each. No logic."""

import streamlit as st

from marketplace import tracing
from marketplace.errors import MarketplaceError, StoreUnavailable
from marketplace.ui import failures, html, opening, ran
from marketplace.ui.header import Header

st.set_page_config("ArtisanMarket", "static/icon.svg", "wide", initial_sidebar_state="collapsed")

PAGES = (
    st.Page("pages/home.py", title="Home", default=True),
    st.Page("pages/catalogue.py", title="Catalogue"),
    st.Page("pages/product.py", title="Product", visibility="hidden"),
    st.Page("pages/search.py", title="Search"),
    st.Page("pages/cart.py", title="Cart"),
    st.Page("pages/orders.py", title="Orders"),
    st.Page("pages/simulation.py", title="Simulation"),
    st.Page("pages/reviews.py", title="Reviews"),
    st.Page("pages/recommendations.py", title="Recommendations"),
    st.Page("pages/trial.py", title="A/B trial"),
    st.Page("pages/graph.py", title="Graph"),
    st.Page("pages/why_a_graph.py", title="Why a graph"),
    st.Page("pages/insights.py", title="Insights"),
    st.Page("pages/evaluation.py", title="Evaluation"),
    st.Page("pages/behind_the_scenes.py", title="Behind the scenes"),
)

html.stylesheet()
page = st.navigation(PAGES, position="hidden")
html.follow(PAGES)
shop = opening.shop()
with tracing.recording(page.title) as run:
    if not shop.stocked():
        opening.nothing_loaded()
    else:
        header = Header(PAGES)
        try:
            page.run()
        except StoreUnavailable as error:
            failures.unavailable(f"The page “{page.title}”", error)
        except MarketplaceError as error:
            failures.notice(str(error), kind="failed")
        header.finish()
ran.panel(run)
shop.warm()
