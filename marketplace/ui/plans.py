"""How PostgreSQL went about a search: what it made of the words, what they weigh, and, when asked for, the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from marketplace.catalog.models import Filters
from marketplace.search.models import Account, Hits, Mode
from marketplace.ui import address
from marketplace.ui.failures import degraded
from marketplace.ui.hits import HALVES, TITLES
from marketplace.ui.html import block, esc
from marketplace.ui.opening import market
from marketplace.ui.tables import table_html
from marketplace.ui.wording import count


def panel(found: Mapping[Mode, Hits], within: Filters, *, asked: bool, ask: Callable[[bool], None]) -> None:
    """A panel below the results. The plans are made when somebody asks for them: each search is run once more."""
    with st.expander("How PostgreSQL went about it", expanded=asked, icon=":material/account_tree:", key="am_plans"):
        st.toggle(
            "Show the weights and the plan",
            key=address.shows("am_search_plan", asked),
            on_change=lambda: ask(st.session_state.am_search_plan),
            help="Runs each statement once more under EXPLAIN (ANALYZE, BUFFERS): read-only, five seconds at most, "
            "rolled back.",
        )
        for mode, hits in found.items():
            block(f"<h3>{esc(TITLES[mode][0])}</h3>{_words(hits)}")
            if asked:
                with degraded("The plan"):
                    account = market().search.account(hits.query, mode, filters=within)
                    block(_account(account))


def _words(hits: Hits) -> str:
    """What was typed, and what became of it."""
    said = [("typed", f"<code>{esc(hits.query)}</code>")]
    if hits.mode == "semantic":
        said.append(("read", "as a whole, by the language model: no stems, no corrections"))
    else:
        if hits.corrected:
            said.append(("corrected to", f"<code>{esc(hits.corrected)}</code>"))
        parsed = f"<code>{esc(hits.parsed)}</code>" if hits.parsed else "nothing: there is no word to look for"
        said.append(("read as", parsed))
    rows = "".join(f"<div><dt>{what}</dt><dd>{value}</dd></div>" for what, value in said)
    return f'<dl class="am-specs">{rows}</dl>'


def _account(account: Account) -> str:
    rows = [(one.term, one.products, one.weight) for one in account.terms]
    headings = ("Term", "Products that have it", "Weight (idf)")
    weights = table_html(headings, rows, caption="What the words weigh") if rows else ""
    halves = " and ".join(f"{HALVES[half]} {share:.0%}" for half, share in account.halves.items())
    said = [f"{count(account.numbers, 'number')} in the query's vector"] if account.numbers else []
    said += [f"the halves count: {halves}"] if halves else []
    return (
        f"{weights}<p class=am-quiet>{esc('; '.join([account.statement, *said]))}</p>"
        f'<pre class="am-code am-plan" tabindex="0" aria-label="The plan">{esc(account.plan)}</pre>'
    )
