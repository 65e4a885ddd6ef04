"""Descriptions from elsewhere often hold HTML: what is kept is the text a person would read."""

from __future__ import annotations

import re
from html import unescape

# A tag begins with a letter right after "<": "p < 0.05" and "<3" are text.
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|table|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(text: str) -> str:
    """Tags gone, entities read, blanks single; what broke a line in HTML breaks it here."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub(" ", text)))
    if "&" in text:
        text = unescape(text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
