"""The watch over a session left alone, by a clock that the test sets."""

from __future__ import annotations

import threading

from archive_tui.ui.watchdog import Watchdog


class Watched:
    """A watchdog and what it did."""

    def __init__(self) -> None:
        self.time, self.did = 0.0, []  # type: tuple[float, list[str]]
        self.dog = Watchdog(600, 3600, lambda: self.did.append("blank"), lambda: self.did.append("end"), self.clock)

    def clock(self) -> float:
        return self.time

    def at(self, time: float) -> list[str]:
        self.time = time
        self.dog.look()
        return self.did


def test_it_blanks_once_and_ends_later() -> None:
    watched = Watched()
    assert watched.at(599) == []
    assert watched.at(600) == ["blank"]
    assert watched.at(3599) == ["blank"]
    assert watched.at(3600) == ["blank", "end"]


def test_a_key_begins_both_terms_anew() -> None:
    watched = Watched()
    watched.at(600)
    watched.time = 700
    watched.dog.touch()
    assert watched.at(1299) == ["blank"]
    assert watched.at(1300) == ["blank", "blank"]
    assert watched.at(4300) == ["blank", "blank", "end"]


def test_a_machine_that_slept_for_long_ends_the_session_when_it_wakes() -> None:
    assert Watched().at(90_000) == ["end"]


def test_it_watches_on_a_thread_of_its_own_until_it_is_stopped() -> None:
    ended = threading.Event()
    dog = Watchdog(0.05, 0.1, lambda: None, ended.set)
    dog.start()
    assert ended.wait(10)
    dog.stop()
