"""What is signed: its one way of being written down, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping

DIGEST = "sha256"


def canonical(payload: Mapping[str, object]) -> str:
    """The one way to write ``payload`` down, so that equal content has an equal digest."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str, name: str = DIGEST) -> str:
    """The fingerprint of ``text`` by the digest called ``name``."""
    return hashlib.new(name, text.encode()).hexdigest()
