"""Archival codes (facts.md) and the short codes on labels, which a scanner or a hurried person types."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive_tui.regulation import archival_codes, short_codes
from archive_tui.regulation.archival_codes import ArchivalCode

codes = st.builds(
    ArchivalCode,
    fonds=st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True),
    category=st.from_regex(r"[A-Z]{2}", fullmatch=True),
    year=st.integers(1000, 9999),
    retention=st.sampled_from(archival_codes.RETENTIONS),
    office=st.from_regex(r"[A-Z]{3}", fullmatch=True),
    number=st.integers(1, 999_999),
)


def test_the_code_of_the_standard_is_read_part_by_part() -> None:
    code = archival_codes.parse("Z109-WS·2011-Y-BGS-0001")
    assert code == ArchivalCode("Z109", "WS", 2011, "Y", "BGS", 1)
    assert code.series == "Z109-WS·2011-Y-BGS"


@given(code=codes)
def test_a_code_comes_back_from_what_stands_on_the_box(code: ArchivalCode) -> None:
    assert archival_codes.parse(str(code)) == code


@given(text=st.from_regex(r"[A-Z0-9]{1,4}-[A-Z]{2}·[0-9]{4}-(Y|D30|D10)-[A-Z]{3}-[0-9]{3,7}", fullmatch=True))
def test_a_code_that_is_read_is_never_written_otherwise(text: str) -> None:
    code = archival_codes.parse(text)
    assert code is None or str(code) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "Z109-WS.2011-Y-BGS-0001", "Z109-WS·2011-D20-BGS-0001", "Z109-WS·2011-Y-BGS-001", "z109-WS·2011-Y-BGS-0001",
        "Z109-WS·2011-Y-BGS-00001", "Z109-WS·2011-Y-BG-0001", "Z109-WS·11-Y-BGS-0001", "Z109-WS·２０１１-Y-BGS-0001",
        "Z109-WS·2011-Y-BGS-0001 ", "Z109-WS·2011-Y-BGS-0001\n", "Z10900000-WS·2011-Y-BGS-0001",
    ],
)  # fmt: skip
def test_what_is_no_archival_code_is_none(text: str) -> None:
    assert archival_codes.parse(text) is None


def test_a_counter_beyond_four_digits_grows_by_a_digit() -> None:
    assert str(ArchivalCode("Z109", "WS", 2011, "Y", "BGS", 12345)) == "Z109-WS·2011-Y-BGS-12345"


def test_the_check_digit_is_that_of_iso_7064() -> None:
    # The standard's own example for MOD 11,10 is 0794 with the check digit 5; zeros in front count.
    assert short_codes._check_digit("0794") == 5
    assert short_codes.make("I", 794) == "I0000794-3"


numbers = st.integers(1, 9_999_999)
prefixes = st.sampled_from([short_codes.ITEM, short_codes.STAFF, short_codes.FORM])


@given(prefix=prefixes, number=numbers)
def test_a_label_is_read_as_it_was_made(prefix: str, number: int) -> None:
    label = short_codes.make(prefix, number)
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in label)
    for scanned in (label, label.lower(), label.replace("-", ""), f" {label}\t", full_width):
        assert short_codes.read(scanned) == (prefix, number)


@given(prefix=prefixes, number=numbers, place=st.integers(0, 7), digit=st.integers(0, 9))
def test_one_wrong_digit_is_always_noticed(prefix: str, number: int, place: int, digit: int) -> None:
    plain = short_codes.make(prefix, number).replace("-", "")
    wrong = plain[: place + 1] + str(digit) + plain[place + 2 :]
    assume(wrong != plain)
    with pytest.raises(short_codes.BadCheckDigit):
        short_codes.read(wrong)


@pytest.mark.parametrize("number", [0, -1, 10_000_000])
def test_there_is_no_label_outside_seven_digits(number: int) -> None:
    with pytest.raises(ValueError, match="no short code"):
        short_codes.make("I", number)


@pytest.mark.parametrize("text", ["", "I", "X0000794-5", "I000794-5", "I0000794", "合同", "I0000794-5I0000794-5"])
def test_what_is_no_label_is_none(text: str) -> None:
    assert short_codes.read(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("F381", ("F", 381)), ("f 381", ("F", 381)), ("Ｆ３８１", ("F", 381)), ("I0002214", ("I", 2214)),
        ("F0", None), ("F", None), ("F12345678", None), ("381", None), ("X381", None),
    ],
)  # fmt: skip
def test_a_number_may_be_typed_without_its_check_digit(text: str, meant: tuple[str, int] | None) -> None:
    assert short_codes.read_number(text) == meant


@given(text=st.text(max_size=20))
def test_no_text_breaks_the_readers(text: str) -> None:
    archival_codes.parse(text)
    short_codes.read_number(text)
    with suppress(short_codes.BadCheckDigit):
        short_codes.read(text)
