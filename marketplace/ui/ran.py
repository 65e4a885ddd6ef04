"""The panel "what just ran": every statement of the run that drew the page, as a waterfall in the stores' colours.

It only shows what was recorded: it never causes a statement itself.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache

import streamlit as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from marketplace.tracing import Executed, Recording
from marketplace.ui.html import block, esc
from marketplace.ui.wording import STORE_NAMES, count, milliseconds

_LANGUAGES = {"sql": "postgresql", "cypher": "cypher", "lua": "lua", "json": "json"}


def panel(run: Recording) -> None:
    """One line, that opens to the waterfall and every statement's text."""
    with st.expander(_summary(run), key="am_ran", icon=":material/bolt:"):
        if not run.statements:
            block('<p class="am-quiet">This page asked no store anything: all it shows was at hand.</p>')
            return
        block(waterfall(run))


def _summary(run: Recording) -> str:
    if not run.statements:
        return "What just ran: nothing"
    parts = [
        count(len(run.stores), "store"),
        count(len(run.statements), "statement"),
        milliseconds(run.ms),
        count(run.hits, "hit"),
    ]
    failed = sum(executed.error is not None for executed in run.statements)
    return "What just ran: " + ", ".join([*parts, *([f"{failed} failed"] if failed else [])])


def waterfall(run: Recording) -> str:
    """The statements as an HTML table whose bars lie where and as long as each ran; each row opens to its text."""
    whole = max((executed.offset_ms + executed.ms for executed in run.statements), default=0.0) or 1.0
    rows = "".join(_row(executed, whole) for executed in run.statements)
    return (
        '<div class="am-ran"><table><caption class="am-hidden">Statements in the order in which they began</caption>'
        '<thead><tr><th scope="col">Store</th><th scope="col">Statement</th><th scope="col">When and how long</th>'
        '<th scope="col" class="am-number">Rows</th><th scope="col" class="am-number">Time</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(executed: Executed, whole: float) -> str:
    left, width = 100 * executed.offset_ms / whole, max(0.6, 100 * executed.ms / whole)
    outcome = f' <span class="am-outcome am-{executed.outcome}">{executed.outcome}</span>' if executed.outcome else ""
    failed = f'<p class="am-error">{esc(executed.error)}</p>' if executed.error else ""
    parameters = "".join(f"<dt>{esc(key)}</dt><dd>{esc(value)}</dd>" for key, value in executed.parameters.items())
    place = f"left:{min(left, 99.4):.1f}%;width:{min(width, 100 - left):.1f}%"
    return (
        f'<tr style="--store:var(--am-{executed.store})">'
        f'<td><span class="am-store">{STORE_NAMES[executed.store]}</span></td>'
        f"<td><details><summary>{esc(_title(executed))}{outcome}</summary>{failed}"
        f"{f'<dl>{parameters}</dl>' if parameters else ''}{code_html(executed.name, executed.text)}</details></td>"
        f'<td><span class="am-track"><span class="am-bar" style="{place}"></span></span></td>'
        f'<td class="am-number">{"" if executed.rows is None else f"{executed.rows:,}"}</td>'
        f'<td class="am-number">{milliseconds(executed.ms)}</td></tr>'
    )


def _title(executed: Executed) -> str:
    """A file's name; of a single command to Redis, which comes from no file, the command."""
    plain = executed.store == "redis" and "/" not in executed.name and "\n" not in executed.text
    return textwrap.shorten(executed.text, 60, placeholder=" …") if plain else executed.name


@lru_cache(maxsize=256)
def code_html(name: str, text: str) -> str:
    """A statement's text, its words coloured by the stylesheet. Redis' own commands have no language."""
    lexer = get_lexer_by_name(_LANGUAGES.get(name.rpartition(".")[2], "text"))
    return f'<pre class="am-code" tabindex="0">{highlight(text.strip(), lexer, HtmlFormatter(nowrap=True))}</pre>'
