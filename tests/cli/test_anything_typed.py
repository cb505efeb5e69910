"""Whatever is typed ends with an exit code of the contract and in words, and no control character comes out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive_tui.cli.commands import COMMANDS
from archive_tui.showing import is_bad
from archive_tui.wording import LANGUAGES
from tests.cli.commands import Commands, Said

anything = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
text = st.text(st.characters(exclude_characters="\0"), max_size=12)
option = st.sampled_from(
    ["--json", "--all", "--kind", "--pages", "--request", "--as", "--lang", "--", "-h", "--archive"]
)


def check(said: Said) -> None:
    """Check how it ended and what it printed."""
    assert said.code in (0, 1, 2, 3, 4), said
    assert not [c for c in said.out + said.err if c != "\n" and is_bad(c)], said
    assert said.out or said.err


@anything
@given(st.sampled_from([*COMMANDS, "", "fnd"]), st.lists(text | option, max_size=4), st.sampled_from(LANGUAGES))
@example("find", ["\udcff"], "en")
@example("may", ["\udcff", "\x1b]52;c;aGk=\x07"], "zh_CN")
def test_without_an_archive(nowhere: Commands, command: str, words: list[str], lang: str) -> None:
    assert not nowhere.path.exists()
    if command in ("demo", "init", "doctor"):  # these have tests of their own, and one of them would make an archive
        return
    check(nowhere("--lang", lang, *filter(None, [command]), *words, by=None))


@anything
@given(st.sampled_from(["find", "may", "out", "read", "return", "request", "sign"]), st.lists(text, max_size=3))
@example("find", ["%_\"*'"])
@example("find", ["ＡＢＣ　ｈｔｚ"])
@example("out", ["director", "-1"])
@example("request", ["chenxiaomei", "I0000001-5", "--purpose=\x1b[2J"])
def test_on_an_archive(cli: Commands, command: str, words: list[str]) -> None:
    check(cli(command, *words, typed="\n"))


@pytest.mark.parametrize("typed", [b"\xff\xfe\n", b"", b"\n"])
def test_bytes_that_are_no_text_are_no_pin(cli: Commands, typed: bytes) -> None:
    assert cli("request", "liuyang", "塔式").code == 0
    said = cli("sign", "1", "--pin-stdin", by="gm", typed=typed)
    assert said.code in (2, 3) and said.sentence


def test_an_argument_that_is_no_text_is_told(cli: Commands) -> None:
    said = cli("find", "\udcff")
    assert (said.code, said.sentence) == (
        2, '"<U+DCFF>" is no text in the encoding of this locale. Please type it again.',
    )  # fmt: skip
