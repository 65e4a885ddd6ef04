"""Looks like this: products whose pictures are alike in colour, form and texture, as measured, not as understood."""
