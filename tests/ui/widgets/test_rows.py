"""The virtual list, over a source whose answers the test holds back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from archive_tui.ui.widgets.pages import PAGE
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown


class Source:
    """Numbered rows; while ``gate`` is closed nothing is answered."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked: list[int] = []
        self.answered = 0

    async def count(self) -> int:
        await self.gate.wait()
        return len(self.keys)

    async def page(self, offset: int, limit: int) -> Sequence[Row]:
        self.asked.append(offset)
        await self.gate.wait()
        self.answered += 1
        return [Row(key, (key, f"标题 {key}")) for key in self.keys[offset : offset + limit]]


class ListApp(App[None]):
    """One list, and everything it says."""

    CSS = "RowList { height: 11; }"

    def __init__(self, source: Source, **options: object) -> None:
        super().__init__()
        self.said: list[object] = []
        columns = [Column("key", lambda: "Key", 6), Column("title", lambda: "Title", Share())]
        self.rows = RowList(columns, source, empty="Nothing fits [/].", **options)  # type: ignore[arg-type]

    def compose(self) -> ComposeResult:
        yield self.rows

    @on(RowList.Highlighted)
    def _highlighted(self, event: RowList.Highlighted) -> None:
        self.said.append(event.key)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.said.append(("chosen", event.key))

    @on(RowList.Loaded)
    def _loaded(self, event: RowList.Loaded) -> None:
        self.said.append(("loaded", event.count))


def numbered(count: int) -> Source:
    return Source([f"k{number:05d}" for number in range(count)])


def lines(app: ListApp) -> list[str]:
    return [app.rows.render_line(y).text.rstrip() for y in range(app.rows.size.height)]


def at(app: ListApp) -> Hashable | None:
    return app.rows.cursor_key


async def until(pilot: Pilot[None], true: Callable[[], object]) -> None:
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came true")


@pytest.mark.asyncio
async def test_a_hundred_thousand_rows_cost_the_pages_that_are_looked_at() -> None:
    source = numbered(100_000)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: at(app) == "k00000")
        assert lines(app)[:3] == [" Key     Title", "›k00000  标题 k00000", " k00001  标题 k00001"]
        await pilot.press("ctrl+end")
        await until(pilot, lambda: at(app) == "k99999")
        assert lines(app)[-1] == "›k99999  标题 k99999"
        await pilot.press("ctrl+home", "pagedown", "down", "up", "pageup")
        await until(pilot, lambda: at(app) == "k00000")
        assert len(source.asked) <= 6


@pytest.mark.asyncio
async def test_the_cursor_waits_for_its_page_and_no_blank_row_is_shown() -> None:
    source = numbered(1000)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: at(app) == "k00000")
        source.gate.clear()
        before = lines(app)
        await pilot.press("ctrl+end", "up", "enter")
        await pilot.pause(0.05)
        assert lines(app) == before
        assert at(app) == "k00000"
        source.gate.set()
        await until(pilot, lambda: ("chosen", "k00998") in app.said)
        assert app.said[-2:] == ["k00998", ("chosen", "k00998")]


@pytest.mark.asyncio
async def test_what_is_here_is_moved_over_while_a_farther_page_is_still_missing() -> None:
    source = numbered(1000)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: source.answered >= 1 and app.rows.cursor_key is not None)
        source.gate.clear()
        await pilot.press("down", "down", "ctrl+end")
        await pilot.pause()
        assert at(app) == "k00002"
        source.gate.set()
        await until(pilot, lambda: at(app) == "k00999")


@pytest.mark.asyncio
async def test_a_reload_leaves_the_old_rows_until_the_new_ones_are_there() -> None:
    source = numbered(50)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: at(app) == "k00000")
        before = lines(app)
        source.gate.clear()
        source.keys = ["new"]
        app.rows.reload()
        await pilot.pause(0.05)
        assert lines(app) == before
        source.gate.set()
        await until(pilot, lambda: at(app) == "new")
        assert [line for line in lines(app) if line] == [" Key     Title", "›new     标题 new"]
        assert app.said[-2:] == [("loaded", 1), "new"]


@pytest.mark.asyncio
async def test_the_answer_to_an_older_reload_is_dropped() -> None:
    slow, quick = numbered(10), Source(["quick"])
    app = ListApp(numbered(5))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 5)
        slow.gate.clear()
        app.rows.set_source(slow)
        await pilot.pause(0.02)
        app.rows.set_source(quick)
        await until(pilot, lambda: at(app) == "quick")
        slow.gate.set()
        await pilot.pause(0.05)
        assert at(app) == "quick"
        assert ("loaded", 10) not in app.said


@pytest.mark.asyncio
async def test_keys_pressed_during_a_reload_count_for_the_new_rows() -> None:
    first = numbered(5)
    app = ListApp(first)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 5)
        found = Source(["a", "b", "c"])
        found.gate.clear()
        app.rows.set_source(found)
        await pilot.press("down", "enter")
        await pilot.pause(0.02)
        assert at(app) == "k00000"
        found.gate.set()
        await until(pilot, lambda: ("chosen", "b") in app.said)


@pytest.mark.asyncio
async def test_a_refresh_keeps_the_row_under_the_cursor_on_its_line() -> None:
    source = numbered(300)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 300)
        await pilot.press(*["pagedown"] * 3, "down", "down")
        await until(pilot, lambda: at(app) == "k00032")
        line = next(y for y, text in enumerate(lines(app)) if text.startswith("›"))
        source.keys.insert(0, "k-before")
        app.rows.reload(app.rows.cursor_key)
        await until(pilot, lambda: app.rows.count == 301)
        assert at(app) == "k00032"
        assert lines(app)[line].startswith("›k00032")


@pytest.mark.asyncio
async def test_a_refresh_whose_row_is_gone_stays_near() -> None:
    source = numbered(30)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 30)
        await pilot.press("ctrl+end")
        source.keys.pop()
        app.rows.reload(app.rows.cursor_key)
        await until(pilot, lambda: at(app) == "k00028")
        assert lines(app)[-1] == "›k00028  标题 k00028"


@pytest.mark.asyncio
async def test_a_refresh_doesnt_undo_a_reload_that_was_on_its_way_to_the_top() -> None:
    source = numbered(30)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 30)
        await pilot.press("ctrl+end")
        source.gate.clear()
        app.rows.reload()
        app.rows.reload(app.rows.cursor_key)
        source.gate.set()
        await until(pilot, lambda: app.rows.cursor_index == 0)


@pytest.mark.asyncio
async def test_rows_that_went_between_count_and_page_shorten_the_list() -> None:
    class Shrinking(Source):
        async def count(self) -> int:
            return len(self.keys) + PAGE

    app = ListApp(Shrinking([f"k{number}" for number in range(20)]))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 20)
        await pilot.press("ctrl+end")
        await until(pilot, lambda: at(app) == "k19")


@pytest.mark.asyncio
async def test_an_empty_list_says_so_and_enter_does_nothing() -> None:
    app = ListApp(Source([]))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: ("loaded", 0) in app.said)
        assert lines(app)[1] == " Nothing fits [/]."
        await pilot.press("enter", "down", "ctrl+end")
        assert app.said == [("loaded", 0)]
        assert app.rows.cursor_key is None


@pytest.mark.asyncio
async def test_the_header_marks_the_column_that_is_sorted_by() -> None:
    app = ListApp(numbered(3))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 3)
        app.rows.sort_column = "title"
        assert lines(app)[0] == " Key     Title ▴"
        app.rows.descending = True
        assert lines(app)[0] == " Key     Title ▾"


@pytest.mark.asyncio
async def test_a_source_that_fails_is_reported_and_the_old_rows_stay() -> None:
    class Failing(Source):
        async def page(self, offset: int, limit: int) -> Sequence[Row]:
            raise TimeoutError("busy")

    heard: list[Exception] = []
    app = ListApp(numbered(5), on_error=heard.append)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 5)
        app.rows.set_source(Failing(["x"]))
        await until(pilot, lambda: heard)
        assert str(heard[0]) == "busy"
        assert at(app) == "k00000"
        app.rows.set_source(Source(["again"]))
        await until(pilot, lambda: at(app) == "again")


@pytest.mark.asyncio
async def test_wide_characters_are_cut_whole_and_hostile_text_is_shown() -> None:
    class Titles(Source):
        async def page(self, offset: int, limit: int) -> Sequence[Row]:
            cells: list[Content | str] = [
                "档案馆关于" * 4,
                "[/][b]x",
                "a\x1b[31mb\nc",
                shown("x" * 99, "bold"),
            ]
            return [Row(number, (str(number), cell)) for number, cell in enumerate(cells)]

    app = ListApp(Titles(["", "", "", ""]))
    async with app.run_test(size=(21, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 4)
        assert lines(app)[1:5] == [
            "›0       档案馆关于⋯",
            " 1       [/][b]x",
            " 2       a^[[31mb^Jc",
            " 3       xxxxxxxxxx⋯",
        ]
        assert all(app.rows.render_line(y).cell_length == 21 for y in range(11))


@pytest.mark.asyncio
async def test_a_cursor_move_repaints_two_lines_and_a_refresh_without_change_none() -> None:
    source = numbered(100)
    app = ListApp(source)
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 100)
        await pilot.pause()
        painted: list[int] = []
        refresh = app.rows.refresh

        def watched(*regions: object, **options: object) -> RowList:
            painted.extend(region.y for region in regions)  # type: ignore[attr-defined]
            assert regions, "a whole repaint"
            return refresh(*regions, **options)  # type: ignore[arg-type]

        app.rows.refresh = watched  # type: ignore[method-assign]
        await pilot.press("down")
        assert painted == [1, 2]
        painted.clear()
        app.rows.reload(app.rows.cursor_key)
        await until(pilot, lambda: app.said.count(("loaded", 100)) == 2)
        assert painted == []
        app.rows.refresh = refresh  # type: ignore[method-assign]  # leaving the app takes the focus away


@pytest.mark.asyncio
async def test_a_wider_terminal_brings_more_columns_and_more_rows() -> None:
    app = ListApp(numbered(100))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 100)
        app.rows.set_columns(
            [Column("key", lambda: "Key", 6), Column("title", lambda: "Title", 12, "right", from_width=60)]
        )
        assert lines(app)[1] == "›k00000"
        app.rows.styles.height = 20
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: lines(app)[1] == "›k00000   标题 k00000")
        assert lines(app)[19].startswith(" k00018")


@pytest.mark.asyncio
async def test_the_row_under_the_cursor_is_told_by_a_sign_too() -> None:
    app = ListApp(numbered(3))
    async with app.run_test(size=(40, 24)) as pilot:
        await until(pilot, lambda: app.rows.count == 3)
        assert [line[0] for line in lines(app)[1:4]] == ["›", " ", " "]
        assert isinstance(shown("x"), Content)
