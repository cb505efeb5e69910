"""Text from data, made harmless: plain and as Content."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from archive_tui.showing import cells, cut, is_bad, pad, refused_character, visible
from archive_tui.ui.widgets.showing import fit, shown

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("[]/\\b=$@.\x1b\x9b\x07\r\n\t\u202e\u2066\u200b\ufeff\u0301\U000e0041\ud800档案📁"),
    )
)


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("\x1b]52;c;QQ==\x07", "^[]52;c;QQ==^G"),
        ("a\nb\r\tc\x7f", "a^Jb^M^Ic^?"),
        ("\x9b31m", "<U+009B>31m"),
        ("已批准\u202e不", "已批准<U+202E>不"),
        ("a\u200bb\ufeff\U000e0041", "a<U+200B>b<U+FEFF><U+E0041>"),
        ("\ud83d \ue000 \u0378", "<U+D83D> <U+E000> <U+0378>"),
        ("\u0301a", "<U+0301>a"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "<U+0301>" * 2),
        ("e\u2028f\ufe0f", "e<U+2028>f<U+FE0F>"),
    ],
)
def test_a_bad_character_is_shown_by_name_and_not_obeyed(text: str, harmless: str) -> None:
    assert visible(text) == harmless


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain [b]",
        "《关于…的通知》“一”、〔2018〕3号　全角",
        "📁 café naïve Ω",
        "𠮷野家",
        "𰻝𰻝面",
        "한글 ไทย",
    ],
)
def test_ordinary_text_is_left_alone_and_let_in(text: str) -> None:
    assert visible(text) == text
    assert refused_character(text) is None


@given(HOSTILE)
def test_nothing_of_the_control_and_invisible_classes_is_left(text: str) -> None:
    harmless = visible(text)
    assert not any(is_bad(character) for character in harmless)
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for each in harmless)
    assert visible(harmless) == harmless


@pytest.mark.parametrize(
    ("text", "index", "name"),
    [
        ("ab\x1b[2J", 2, "U+001B ESC"),
        ("\x00", 0, "U+0000 NUL"),
        ("a\tb", 1, "U+0009 HT"),
        ("\x7f", 0, "U+007F DEL"),
        ("王\u202e总", 1, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("x\u200by", 1, "U+200B ZERO WIDTH SPACE"),
        ("x\ud800", 1, "U+D800"),
        ("cafe\u0301s", 3, "U+0065 LATIN SMALL LETTER E"),
        ("\u2126", 0, "U+2126 OHM SIGN"),
    ],
)
def test_what_is_refused_at_the_door_is_named_with_its_place(text: str, index: int, name: str) -> None:
    assert refused_character(text) == (index, name)


@given(HOSTILE)
def test_what_the_door_lets_in_is_shown_as_it_is_but_for_piles_of_marks(text: str) -> None:
    if refused_character(text) is None:
        assert unicodedata.normalize("NFC", text) == text
        assert not any(is_bad(each) for each in text)


def test_every_character_that_is_shown_is_as_wide_as_the_screen_library_thinks() -> None:
    """Both follow Unicode 16 here; a difference would shift the cells behind it."""
    differing = [
        f"U+{code:04X}"
        for code in range(0x110000)
        if not is_bad(chr(code)) and cells(f"a{chr(code)}") != cell_len(f"a{chr(code)}")
    ]
    assert differing == []


@given(HOSTILE)
def test_text_is_as_wide_as_the_screen_library_thinks(text: str) -> None:
    assert cells(visible(text)) == cell_len(visible(text))


@given(HOSTILE, st.integers(0, 30), st.sampled_from(["~", "…", ""]))
def test_a_cut_never_exceeds_its_width_and_never_halves_a_character(text: str, width: int, mark: str) -> None:
    text = visible(text)
    short = cut(text, width, mark)
    assert cells(short) <= width
    assert short == text or text.startswith(short.removesuffix(mark))
    if short != text and width > 1:
        assert cells(short) >= width - 1


@given(HOSTILE, st.integers(0, 30), st.booleans())
def test_padding_fills_exactly(text: str, width: int, right: bool) -> None:
    assert cells(pad(visible(text), width, right=right)) == width


def test_a_wide_character_at_the_edge_is_left_out_whole() -> None:
    assert cut("档案馆", 5) == "档案~"
    assert cut("档案馆", 4) == "档~"
    assert pad("档案馆", 4) == "档~ "
    assert pad("7", 3, right=True) == "  7"


@given(HOSTILE)
def test_content_says_what_the_text_says_and_never_takes_it_for_markup(text: str) -> None:
    content = shown(text, "bold")
    assert content.plain == visible(text)
    assert all(span.style == "bold" for span in content.spans)


def test_brackets_survive_on_the_way_to_the_screen() -> None:
    assert shown("档案[A1]卷 [/] [b]x[/b]").plain == "档案[A1]卷 [/] [b]x[/b]"


@given(HOSTILE, st.integers(0, 30), st.booleans())
def test_content_fits_exactly(text: str, width: int, right: bool) -> None:
    fitted = fit(shown(text), width, "~", right=right)
    assert fitted.cell_length == width
    assert cells(fitted.plain) == width


def test_a_style_keeps_to_what_is_left_of_a_cut_text() -> None:
    fitted = fit(Content.assemble(("档案馆", "bold"), "x"), 5, "~")
    assert fitted.plain == "档案~"
    assert [(span.start, span.end) for span in fitted.spans] == [(0, 2)]


def test_the_plain_twin_loads_no_screen_library() -> None:
    code = "import sys, archive_tui.showing; print([m for m in sys.modules if m in ('rich', 'textual')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
