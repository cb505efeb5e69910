"""The slots in a title's pattern: ``{client}``, ``{project}``, ``{seq}`` … and what goes into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from archive_tui.exchange.demo_records import DemoPerson
from archive_tui.exchange.demo_times import local
from archive_tui.exchange.demo_titles import Draft
from archive_tui.exchange.demo_words import Words

_QUARTERS = "一二三四"
#: The least and the largest number in a slot: pieces, a few of them, a building, a release.
_NUMBERS = {"n": (2, 28), "few": (2, 6), "b": (1, 18), "d9": (1, 9)}
#: How many vouchers are bound into one volume.
_VOUCHERS = 60
#: The departments whose people go to clients.
_SELLERS = ("ZLB", "SCB")


class Slots(dict[str, object]):
    """Fills the slots of one paper as its patterns ask for them; what is filled in stays for that paper."""

    def __init__(
        self,
        rng: Random,
        words: Words,
        draft: Draft,
        people: Sequence[DemoPerson],
        departments: Mapping[str, str],
    ) -> None:
        """Take the words, the paper, the staff of the company and the names of its departments."""
        super().__init__()
        self._rng, self._words, self._draft, self._people = rng, words, draft, people
        year, month = draft.day.year, draft.day.month
        self.update(
            year=year, last=year - 1, next=year + 1, year2=year + 2, month=month, day=draft.day.day,
            quarter=_QUARTERS[(month - 1) // 3], half="上半年" if month <= 6 else "下半年",
            dept=departments[draft.office],
        )  # fmt: skip

    def count(self, in_year: int, in_month: int) -> None:
        """Fill in the paper's place among those of its kind in its year and in its month."""
        self.update(seq=in_year, mseq=in_month)
        self["from"], self["to"] = (in_month - 1) * _VOUCHERS + 1, in_month * _VOUCHERS

    def fill(self, pattern: str) -> str:
        """Return the pattern with its slots filled in."""
        return pattern.format_map(self) if "{" in pattern else pattern

    def __missing__(self, name: str) -> object:
        """Choose what goes into a slot that was not asked for before; raises KeyError for an unknown slot."""
        if name in ("project", "client", "client_short", "house"):
            self._choose_project(name == "house")
        elif name in ("item", "model", "papers"):
            self._choose_item()
        elif name in ("purchase", "service", "supplier"):
            self._choose_goods(name)
        elif name == "part":
            # Only an estate has numbered houses; one building has areas.
            numbered = any(word in str(self["house"]) for word in self._words.of("estate"))
            self[name] = f"{self['b']}#楼" if numbered else self["area"]
        elif name in ("staff", "seller", "deputy", "person"):
            self[name] = self._somebody(name)
        elif name in ("equipment", "payer", "yard_owner"):
            self[name] = self._rng.choice([g for g in self._words.goods if g.kind == name]).supplier
        else:
            self[name] = self._number(name) or self._word(name)
        return self[name]

    def _choose_project(self, house: bool) -> None:
        there = self._words.projects[self._draft.place]
        project = self._rng.choice([p for p in there if p.kind == "building"] if house else there)
        self["project"], self["house"], self["kind"] = project.name, project.name, project.kind
        self["client"], self["client_short"] = self._words.clients[project.client], project.client

    def _choose_item(self) -> None:
        """Choose a leased item that the project can use: no tower crane on a road."""
        if "kind" not in self:
            self._choose_project(False)
        item = self._rng.choice(self._words.leased[str(self["kind"])])
        self["item"], self["model"] = item.name, item.model
        self["papers"] = self._rng.choice(self._words.of(f"papers_{item.family}"))

    def _choose_goods(self, kind: str) -> None:
        goods = self._rng.choice([g for g in self._words.goods if g.kind == kind and self._draft.office in g.offices])
        self[kind], self["supplier"] = goods.name, goods.supplier

    def _somebody(self, name: str) -> str:
        """Return someone who was there on the paper's day; in early years perhaps nobody known now."""
        known = [
            p.name
            for p in self._people
            if local(p.since).date() <= self._draft.day
            and (name != "seller" or p.department in _SELLERS)
            and (name != "deputy" or p.login.startswith("deputy"))
        ]
        if name != "person" and known:
            return self._rng.choice(known)
        return self._rng.choice(self._words.of("surname")) + self._rng.choice(self._words.of("given"))

    def _number(self, name: str) -> str:
        if name == "n3":
            return f"{self._rng.randrange(1, 1000):03d}"
        least, most = _NUMBERS.get(name, (0, 0))
        return str(self._rng.randrange(least, most + 1)) if most else ""

    def _word(self, name: str) -> str:
        """Return a word of the list ``name`` for the paper's month; with a 2, another word of that list."""
        plain = name.rstrip("2")
        fitting = self._words.of(plain, self._draft.day.month)
        return self._rng.choice([w for w in fitting if w != self.get(plain)])
