"""Names of clients as they are compared: without the suffixes of companies, and telephones as digits alone."""

from __future__ import annotations

import re
import unicodedata

_SUFFIXES = (
    "股份有限责任公司", "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "总公司", "股份公司",
    "公司", "集团", "股份", "corporation", "company", "limited", "coltd", "corp", "gmbh", "inc", "llc", "ltd", "plc",
    "co", "ag",
)  # fmt: skip
_BRANCH = re.compile(r"分公司$")


def name_key(name: str) -> str:
    """Return a name as doubles are looked for: folded, without brackets and suffixes; a branch stays another."""
    folded = "".join(ch for ch in unicodedata.normalize("NFKC", name).casefold() if ch.isalnum())
    key = folded
    while not _BRANCH.search(key):
        shorter = next((key.removesuffix(s) for s in _SUFFIXES if key.endswith(s) and len(key) > len(s)), key)
        if shorter == key:
            break
        key = shorter
    return key or folded


def phone_keys(text: str) -> tuple[str, ...]:
    """Return the telephone numbers in a text as digits alone, without the country's code."""
    typed = unicodedata.normalize("NFKC", text)
    found = []
    for part in re.split(r"[,;/、，；]|\s{2,}", typed):
        digits = "".join(ch for ch in part if ch.isdigit()).removeprefix("0086")
        if part.strip().startswith("+86"):
            digits = digits.removeprefix("86")
        if len(digits) >= 5:
            found.append(digits)
    return tuple(dict.fromkeys(found))
