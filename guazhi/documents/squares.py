"""Square codes (QR) on paper: an address that a phone reads instead of a person typing it."""

import segno
from django.utils.safestring import SafeString, mark_safe


def square(text: str) -> SafeString:
    """``text`` as a square code, drawn as large as its class ``qr`` says."""
    drawn = segno.make(text, error="m", micro=False)
    picture = drawn.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
    return mark_safe(picture)  # noqa: S308 - paths that the library drew, none of the text in it
