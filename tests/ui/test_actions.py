"""The registry of actions: plain data that the command line may read without the screens."""

from __future__ import annotations

import subprocess
import sys

import pytest

from archive_tui.regulation.people import Role
from archive_tui.regulation.permissions import TABLE, Act
from archive_tui.ui.actions import ACTIONS, action, key_rows, of_screen, second_way
from archive_tui.ui.actions.action import Action, key_name
from archive_tui.ui.actions.everywhere import SCREENS
from archive_tui.ui.widgets.typed_text import left_to_bindings


def test_the_registry_loads_no_textual() -> None:
    code = "import sys; import archive_tui.ui.actions; print([m for m in sys.modules if m.split('.')[0] == 'textual'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ids_are_unique_and_found() -> None:
    assert len({each.id for each in ACTIONS}) == len(ACTIONS)
    assert all(action(each.id) is each for each in ACTIONS)


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+s", "Ctrl+S"), ("f2", "F2"), ("enter", "Enter"), ("h", "h"), ("ctrl+home", "Ctrl+Home"), ("escape", "Esc"),
     ("shift+tab", "Shift+Tab"), ("pageup", "PgUp")],
)  # fmt: skip
def test_keys_are_named_as_on_a_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name


def test_the_key_table_has_both_ways_to_a_screen() -> None:
    rows = [(row.key, row.action) for row in key_rows("everywhere")]
    assert ("F3", "Register") in rows and ("Ctrl+O 3", "Register") in rows
    assert {row.screen for row in key_rows()} >= {"Desk", "Register", "Sign-offs", "Trail", "everywhere"}


def test_every_function_key_has_a_second_way() -> None:
    for each in ACTIONS:
        if any(key.startswith("f") and key[1:].isdecimal() for key in each.keys):
            assert second_way(each), each.id


def test_screens_with_a_text_field_have_no_printable_key() -> None:
    for screen in ("desk", "register", "trail", "everywhere"):
        for each in of_screen(screen):
            for key in each.keys:
                free = left_to_bindings(key) or key in ("enter", "ctrl+q")
                assert free or "+" in each.key or each.shown, f"{each.id}: {key}"


def test_every_role_has_a_screen_to_begin_with() -> None:
    for role in Role:
        acts = {act for act, roles in TABLE.items() if role in roles or Role.EMPLOYEE in roles}
        assert any(set(each.needs) & acts for each in SCREENS), role


#: What has to do with papers: there a letter has one meaning, and these mean two words for one thing.
PAPERS = ("desk", "item", "volume", "volumes", "sign_offs", "work")
SYNONYMS = {
    "h": {"history", "card"},  # the card has the history
    "u": {"undo", "withdraw"},  # both take back what one did oneself
    "o": {"take off", "take out"},  # off the slip, out of the volume
}
#: What these letters do is the same on every card and list of the program.
EVERYWHERE_THE_SAME = {
    "n": {"new", "new letter"},
    "e": {"edit", "rename", "change"},
    "h": {"history", "card"},
    "s": {"sign", "give all", "hand over"},  # a signature gives the roles, and hands over the room
    "f": {"refuse", "give none"},
    "p": {"print"},
    "x": {"export"},
}


def letters_of(each: Action) -> set[str]:
    """Return the letters that an act has, by themselves or behind Tab."""
    keys = {*each.keys, *each.shown.split(), each.shown.rpartition(" ")[2]}
    return {key for key in keys if len(key) == 1 and key.isalpha()}


def words_of_letters(*screens: str) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for each in ACTIONS:
        # What Tab shows on the office's list are ways to other lists, as in the menu, and no acts on a row.
        if (each.screen in screens or not screens) and not (each.screen == "office" and each.shown.startswith("Tab")):
            for letter in letters_of(each):
                words.setdefault(letter, set()).add(each.word)
    return words


def test_a_letter_means_the_same_on_every_card_and_list_of_papers() -> None:
    words = words_of_letters(*PAPERS)
    assert {letter: meant for letter, meant in words.items() if len(meant) > 1 and meant != SYNONYMS.get(letter)} == {}


def test_the_letters_that_everybody_learns_mean_the_same_everywhere() -> None:
    words = words_of_letters()
    others = {letter: words.get(letter, set()) - meant for letter, meant in EVERYWHERE_THE_SAME.items()}
    assert {letter: found for letter, found in others.items() if found} == {}


def test_no_screen_has_a_letter_twice() -> None:
    for screen in dict.fromkeys(each.screen for each in ACTIONS):
        letters = [
            key for each in of_screen(screen) for key in {*each.keys, each.shown.rpartition(" ")[2]} if len(key) == 1
        ]
        assert len(letters) == len(set(letters)), screen


#: What no key is needed for: signing is for whom a form waits, and what one may know is simply shown.
WITHOUT_A_KEY = {Act.SIGN_MANAGER, Act.SIGN_OFFICE, Act.SIGN_SECRET, Act.SEE_GUARDED_TITLES}
#: Client files come with their own screens.
OF_CLIENTS = {
    act for act in Act if act.value in (
        "see_clients", "see_personal", "enter_clients", "check_entries", "lease", "score", "rescore", "keep_clients",
        "leased_items", "import_clients", "export_clients", "draft_terms", "sign_terms", "client_limit", "analyse",
    )
}  # fmt: skip


def test_every_act_of_the_table_of_who_may_do_what_has_a_key() -> None:
    offered = {act for each in ACTIONS for act in each.needs}
    assert set(TABLE) - offered - OF_CLIENTS <= WITHOUT_A_KEY
