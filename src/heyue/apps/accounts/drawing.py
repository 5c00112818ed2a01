"""二维码: a link as a picture to scan."""

from __future__ import annotations

import segno


def qr(text: str) -> str:
    """The text as an SVG in a data address, for an <img>; dark on white whatever the theme, so that cameras read it."""
    return str(segno.make(text, error="m").svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
