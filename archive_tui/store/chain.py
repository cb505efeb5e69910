"""The trail's format: canonical bodies, the hash of an entry, and salted digests (trust.md, What can be proved).

``hash = SHA-256("archive-tui-trail-1\\n{seq}\\n{prev hex}\\n{body}")`` in UTF-8. A body is canonical JSON by RFC 8785,
of the subset that needs no number formatting: ASCII keys; strings, integers, booleans, null, lists and objects of
them; no floats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

FORMAT = "archive-tui-trail-1"
#: What stands as the hash before the first entry.
GENESIS = bytes(32)
_MOST_INTEGER = 2**53 - 1  # RFC 8785 numbers are IEEE doubles: integers beyond would not survive a round trip


class NotCanonical(ValueError):
    """A value that has no canonical form of ours: a float, a key that is not ASCII, a lone surrogate."""


def canonical(body: Mapping[str, Any]) -> str:
    """Return the canonical JSON text of a body; raises NotCanonical."""
    _check(body)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def entry_hash(seq: int, prev: bytes, body: str) -> bytes:
    """Return the hash of entry ``seq`` with the canonical ``body``, after the entry whose hash is ``prev``."""
    return hashlib.sha256(f"{FORMAT}\n{seq}\n{prev.hex()}\n{body}".encode()).digest()


def salted_digest(salt: bytes, record: Mapping[str, Any]) -> bytes:
    """Return the digest that stands in the trail for a record whose text is kept elsewhere, where it can be erased."""
    return hashlib.sha256(salt + canonical(record).encode()).digest()


def batch_digest(digests: Iterable[bytes]) -> bytes:
    """Return one digest for many, in order."""
    whole = hashlib.sha256()
    for digest in digests:
        whole.update(digest)
    return whole.digest()


def _check(value: object) -> None:
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > _MOST_INTEGER:
                raise NotCanonical(f"an integer beyond 2^53: {value}")
        case str():
            if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
                raise NotCanonical("a lone surrogate")
        case list() | tuple():
            for one in value:
                _check(one)
        case Mapping():
            for key, one in value.items():
                if not isinstance(key, str) or not key.isascii():
                    raise NotCanonical(f"a key that is not ASCII: {key!r}")
                _check(one)
        case _:
            raise NotCanonical(f"a {type(value).__name__}")
