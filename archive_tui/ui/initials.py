"""Pinyin initials of our own words, for the palette; pypinyin takes 0.2 s to import, so only there and off the loop."""

from __future__ import annotations

from collections.abc import Mapping


def initials_of(words: Mapping[str, str]) -> dict[str, str]:
    """Return for each key the pinyin initials of its words: ``qianzi`` as ``qz``."""
    from pypinyin import Style, lazy_pinyin

    return {
        key: "".join(each[:1] for each in lazy_pinyin(text, style=Style.NORMAL)).casefold()
        for key, text in words.items()
    }
