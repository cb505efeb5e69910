"""Short codes on labels: a prefix, seven digits and a check digit by ISO/IEC 7064 MOD 11,10, such as ``I0002214-3``.

The prefix says what it is: ``I`` an item, ``S`` a member of staff, ``F`` a form (a loan application).
"""

from __future__ import annotations

import re
import unicodedata

ITEM, STAFF, FORM = "I", "S", "F"

_PATTERN = re.compile(r"([ISF])\s*(\d{7})\s*-?\s*(\d)", re.IGNORECASE | re.ASCII)
_LOOSE = re.compile(r"([ISF])\s*(\d{1,7})", re.IGNORECASE | re.ASCII)


class BadCheckDigit(ValueError):
    """A short code of the right form whose check digit is wrong: misread or mistyped."""


def make(prefix: str, number: int) -> str:
    """Return the short code of ``number`` (1 to 9,999,999); raises ValueError outside that."""
    if not 1 <= number <= 9_999_999:
        raise ValueError(f"no short code for {number}")
    digits = f"{number:07d}"
    return f"{prefix}{digits}-{_check_digit(digits)}"


def read(text: str) -> tuple[str, int] | None:
    """Return ``(prefix, number)`` of a scanned or typed short code, or None if it is no short code.

    Case, full width and the hyphen don't matter. Raises BadCheckDigit where only the check digit is wrong.
    """
    match = _PATTERN.fullmatch(_folded(text))
    if match is None:
        return None
    prefix, digits, check = match[1].upper(), match[2], int(match[3])
    if _check_digit(digits) != check:
        raise BadCheckDigit(text)
    return prefix, int(digits)


def read_number(text: str) -> tuple[str, int] | None:
    """Return ``(prefix, number)`` of a code typed without its check digit (``F381``), or None."""
    match = _LOOSE.fullmatch(_folded(text))
    return (match[1].upper(), int(match[2])) if match and int(match[2]) else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _check_digit(digits: str) -> int:
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = (2 * total) % 11
    return (11 - product) % 10
