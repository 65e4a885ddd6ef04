"""Searching by a picture of one's own: sent, measured, shown small, and what looks like it, with the reasons."""

from __future__ import annotations

import base64
import io

import numpy as np
import streamlit as st
from PIL import Image

from marketplace.looks.models import Lookalike
from marketplace.looks.pictures import MAX_BYTES, read
from marketplace.ui import looks
from marketplace.ui.failures import degraded, notice
from marketplace.ui.html import esc, href, linked
from marketplace.ui.opening import market
from marketplace.ui.products import stock_note
from marketplace.ui.wording import money

FOUND = 8
KINDS = ("png", "jpg", "jpeg", "webp")
SMALL = 160


def by_picture() -> None:
    """The whole of it, folded away until it is opened. A picture is no part of the address, and is not kept."""
    folded = st.expander("Search by a picture", key="am_by_picture", icon=":material/image_search:", on_change="rerun")
    if folded.open:
        with folded:
            _sending()


def _sending() -> None:
    st.caption(
        f"What is compared is {looks.HOW}. One thing before a plain ground does best. Nothing that is sent is kept."
    )
    most = MAX_BYTES // 2**20
    sent = st.file_uploader(
        f"A picture: PNG, JPEG or WebP, at most {most} MB", type=KINDS, key="am_sent_picture", max_upload_size=most
    )
    if sent is not None:
        with degraded("Search by a picture"):
            _found(sent.getvalue())


def _found(data: bytes) -> None:
    picture = read(data)
    found = market().looks.like_picture(picture, limit=FOUND)
    small = picture.copy()
    small.thumbnail((SMALL, SMALL))
    linked(
        '<div class="am-sent">'
        f"{_figure(small, 'The picture that was sent', 'Your picture')}"
        f"{_figure(_measured(picture), 'Its ground faded out', 'What is measured of it')}</div>",
        key="sent_picture",
    )
    if not found:
        notice(
            "No picture has been measured yet: `marketplace load vectors` does it.", title="Nothing to compare with."
        )
        return
    pictures = market().catalog.pictures([one.product for one in found])
    rows = "".join(_row(number, one, pictures[one.product.id]) for number, one in enumerate(found, 1))
    linked(f'<ol class="am-hits">{rows}</ol>', key="hits_by_picture")


def _measured(picture: Image.Image) -> Image.Image:
    """The square that was measured, what was taken for its ground faded out."""
    from skimage.color import lab2rgb

    from marketplace.looks.measures import seen

    lab, thing = seen(picture)
    pixels = np.dstack([lab2rgb(lab), thing])
    return Image.fromarray((pixels.clip(0, 1) * 255).astype(np.uint8), "RGBA")


def _figure(picture: Image.Image, alt: str, caption: str) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG")
    data = base64.b64encode(file.getvalue()).decode()
    return (
        f'<figure><img alt="{esc(alt)}" src="data:image/png;base64,{data}"><figcaption>{esc(caption)}</figcaption>'
        "</figure>"
    )


def _row(number: int, found: Lookalike, picture: str) -> str:
    product = found.product
    return (
        f'<li class="am-hit-row"><div class="am-picture" aria-hidden="true">{picture}</div><div>'
        f'<a data-page href="{esc(href("product", id=product.id))}">{number}. {esc(product.name)}</a>'
        f'<p class="am-maker">{esc(product.seller or "")} · {esc(product.category or "")} · '
        f'<span class="am-price">{esc(money(product.price))}</span> {esc(stock_note(product))}</p>'
        f'<p class="am-score"><span class="am-track" aria-hidden="true">'
        f'<span class="am-bar" style="left:0;width:{found.score:.0%}"></span></span>'
        f"{esc(looks.parts(found))}</p></div></li>"
    )
