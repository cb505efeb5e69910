"""The state that rules turn on, built from the trail alone (trust.md, What can be proved).

What the services record is enough to say, without looking at any table, what every table must hold. The sections and
their tuples are those of ``store.standing``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Change, Level, change_of

Body = Mapping[str, Any]
Section = dict[Any, tuple[Any, ...]]

_KIND, _OUT, _DUE, _RENEWED, _RETURNED, _LATE, _REVERSED = 2, 4, 5, 6, 7, 8, 9


class Replay:
    """Takes the bodies of the trail in order; ``sections`` then holds what the tables must hold, ``...`` for anything.

    ``filed`` gives each item's level at filing, which the trail only holds a digest of.
    """

    def __init__(self, filed: Mapping[int, str]) -> None:
        """Begin before the first entry."""
        self.sections: dict[str, Section] = {
            name: {}
            for name in (
                "loans", "unreturns", "copies", "request_lines", "sign_offs", "incidents", "recalls", "level_changes",
                "staff",
                "posts", "letters", "absences", "settings", "departments", "os_accounts", "proposals",
                "meta", "pins",
            )
        }  # fmt: skip
        self._asked: dict[tuple[Any, ...], list[int]] = {}
        self.sections["items"] = {item: (level, "in_place", 0) for item, level in filed.items()}

    def take(self, seq: int, body: Body) -> None:
        """Take one entry; raises KeyError, TypeError or ValueError for a body that no service wrote."""
        act = getattr(self, f"_{body['act']}", None)
        if act is not None:
            act(seq, body)

    def _init(self, seq: int, body: Body) -> None:
        self.sections["meta"] = {"id": (body["archive"],), "demo": ("yes" if body["demo"] else "no",)}

    def _setting(self, seq: int, body: Body) -> None:
        self.sections["settings"][body["name"]] = (body["value"],)

    def _department(self, seq: int, body: Body) -> None:
        self.sections["departments"][body["department"]] = (body["code"],)

    def _staff_add(self, seq: int, body: Body) -> None:
        person = body["about"][0]
        card = short_codes.make(short_codes.STAFF, person)
        self.sections["staff"][person] = (body["login"], body["since"], None, body["department"], card)

    def _staff_edit(self, seq: int, body: Body) -> None:
        login, since, left_at, *_ = self.sections["staff"][body["about"][0]]
        self.sections["staff"][body["about"][0]] = (login, since, left_at, body["department"], body["card"])

    def _leave(self, seq: int, body: Body) -> None:
        login, since, _, department, card = self.sections["staff"][body["about"][0]]
        self.sections["staff"][body["about"][0]] = (login, since, body["at"], department, card)

    def _os_account(self, seq: int, body: Body) -> None:
        self.sections["os_accounts"][body["uid"]] = (body["about"][0],)

    def _os_account_end(self, seq: int, body: Body) -> None:
        del self.sections["os_accounts"][body["uid"]]

    def _propose_roles(self, seq: int, body: Body) -> None:
        for proposal, person, role, department in body["proposed"]:
            self.sections["proposals"][proposal] = (person, role, department, None, None, None)

    def _decide_roles(self, seq: int, body: Body) -> None:
        for proposal in body["proposals"]:
            person, role, department, *_ = self.sections["proposals"][proposal]
            decided = (body["signer"], body["at"], int(body["approve"]))
            self.sections["proposals"][proposal] = (person, role, department, *decided)
        for person, role, department in body["posts"]:
            self._post(person, role, department, body["at"], None)

    def _appoint(self, seq: int, body: Body) -> None:
        self._post(body["about"][0], body["role"], body["department"], body["since"], body["until"])

    def _end_post(self, seq: int, body: Body) -> None:
        for post_id, (person, role, department, since, until) in list(self.sections["posts"].items()):
            runs = until is None or until > body["at"]
            ended = person == body["about"][0] and role == body["role"] and runs
            if ended and body["department"] in (None, department):
                self.sections["posts"][post_id] = (person, role, department, since, body["at"])

    def _delegation(self, seq: int, body: Body) -> None:
        scope = body["departments"]
        self.sections["letters"][body["letter"]] = (
            body["about"][0], body["since"], body["until"], None if scope is None else json.dumps(scope),
            json.dumps(sorted(body["levels"])), None,
        )  # fmt: skip

    def _revoke(self, seq: int, body: Body) -> None:
        letter = self.sections["letters"][body["letter"]]
        self.sections["letters"][body["letter"]] = (*letter[:-1], letter[-1] or body["at"])

    def _absence(self, seq: int, body: Body) -> None:
        absences = self.sections["absences"]
        absences[len(absences) + 1] = (body["about"][0], body["since"], body["until"])

    def _absence_end(self, seq: int, body: Body) -> None:
        at = body["at"]
        for absence_id, (person, since, until) in list(self.sections["absences"].items()):
            if person == body["about"][0] and since <= at and (until is None or until > at):
                self.sections["absences"][absence_id] = (person, since, at)

    def _request(self, seq: int, body: Body) -> None:
        for line, item, kind in zip(body["lines"], body["items"], body["kinds"], strict=True):
            # What lapses, or goes void without a raise, is closed in passing: the trail calls no line open.
            self.sections["request_lines"][line] = (body["request"], item, kind, body["borrower"], ...)
            self._asked.setdefault((item, kind, body["borrower"]), []).append(line)

    def _withdraw(self, seq: int, body: Body) -> None:
        for line, (request, item, *_) in list(self.sections["request_lines"].items()):
            if request == body["request"] and item in body["items"]:
                self._spend(line)

    def _sign_off(self, seq: int, body: Body) -> None:
        self.sections["sign_offs"][body["sign_off"]] = (
            body["line"], body["stage"], body["signer"], body["capacity"], body["letter"], int(body["approve"]),
            body["level"], body["at"], seq,
        )  # fmt: skip
        if not body["approve"]:
            self._spend(body["line"])

    def _pin_set(self, seq: int, body: Body) -> None:
        if "stands" in body:
            self.sections["pins"][body["about"][0]] = (body["stands"],)

    def _one_time_code(self, seq: int, body: Body) -> None:
        if body["about"][0] in self.sections["pins"]:
            self.sections["pins"][body["about"][0]] = (None,)

    def _check_out(self, seq: int, body: Body) -> None:
        self.sections["loans"][body["loan"]] = (
            body["item"], body["borrower"], body["kind"], body["level"], body["at"], body["due_at"], 0, None, 0, 0,
            *_uses(body), body["by"], body.get("boot", ...), body.get("boot_ms", ...),
        )  # fmt: skip
        self._use(body)
        self._move(body["item"], body["kind"])

    def _give_back(self, seq: int, body: Body) -> None:
        self._close(body, late=int(body["late"]), reversed_=0)
        for incident, kind in zip(body["incidents"], body["incident_kinds"], strict=True):
            self.sections["incidents"][incident] = (body["item"], kind, body["borrower"], None, 1)
        if body["lost"]:
            self._move(body["item"], "missing")

    def _reverse(self, seq: int, body: Body) -> None:
        self._close(body, late=int(body["late"]), reversed_=1)
        for incident in body["incidents"]:
            self.sections["incidents"][incident] = (body["item"], "late", body["about"][0], None, 1)

    def _unreturn(self, seq: int, body: Body) -> None:
        loan = list(self.sections["loans"][body["loan"]])
        if (loan[_RETURNED], loan[_LATE], loan[_REVERSED]) != (body["returned_at"], int(body["late"]), 0):
            raise ValueError("a correction of another return than the loan's")
        loan[_RETURNED], loan[_LATE] = None, 0
        self.sections["loans"][body["loan"]] = tuple(loan)
        self.sections["unreturns"][body["loan"]] = (body["by"], body["at"], body["returned_at"], int(body["late"]))
        if body["recall"] is not None:
            self.sections["recalls"][body["loan"]] = (1,)
        self._move(body["item"], str(loan[_KIND]))

    def _renew(self, seq: int, body: Body) -> None:
        loan = list(self.sections["loans"][body["loan"]])
        loan[_DUE], loan[_RENEWED] = body["due_at"], loan[_RENEWED] + 1
        self.sections["loans"][body["loan"]] = tuple(loan)

    def _copy(self, seq: int, body: Body) -> None:
        self.sections["copies"][body["copy"]] = (
            body["item"], body["borrower"], body["level"], body["at"], *_uses(body),
        )  # fmt: skip
        self._use(body)

    def _recall(self, seq: int, body: Body) -> None:
        self.sections["recalls"][body["loan"]] = (1,)

    def _incident_open(self, seq: int, body: Body) -> None:
        against = body["about"][0] if body["about"] else None
        self.sections["incidents"][body["incident"]] = (body["item"], body["kind"], against, None, 1)
        if body["lost"]:
            self._move(body["item"], "missing")

    def _incident_close(self, seq: int, body: Body) -> None:
        self._end_incident(body["incident"], body["by"])

    def _found(self, seq: int, body: Body) -> None:
        for incident in body["incidents"]:
            self._end_incident(incident, body["by"])
        self._move(body["item"], "in_place")

    def _level_change(self, seq: int, body: Body) -> None:
        item, old, new = body["item"], body["old"], body["new"]
        self.sections["level_changes"][seq] = (item, old, new, body["signer"], body["at"])
        _, state, raised = self.sections["items"][item]
        if change_of(Level(old), Level(new)) is Change.RAISE:
            raised = seq
        self.sections["items"][item] = (new, state, raised)
        for line in body["voided"]:
            self._spend(line)
        if body["recall"] is not None:
            loans = self.sections["loans"].items()
            loan = next(i for i, one in loans if one[0] == item and one[_RETURNED] is None)
            self.sections["recalls"][loan] = (1,)

    def _close(self, body: Body, *, late: int, reversed_: int) -> None:
        loan = list(self.sections["loans"][body["loan"]])
        loan[_RETURNED], loan[_LATE], loan[_REVERSED] = body["at"], late, reversed_
        self.sections["loans"][body["loan"]] = tuple(loan)
        self.sections["recalls"].pop(body["loan"], None)
        self._move(body["item"], "in_place")

    def _end_incident(self, incident: int, by: int) -> None:
        item, kind, against, *_ = self.sections["incidents"][incident]
        self.sections["incidents"][incident] = (item, kind, against, by, 0)

    def _spend(self, line: int) -> None:
        self.sections["request_lines"][line] = (*self.sections["request_lines"][line][:-1], 1)

    def _use(self, body: Body) -> None:
        """Close the lines that an item handed over or copied was asked for on."""
        for line in self._asked.pop((body["item"], body.get("kind", "copy"), body["borrower"]), ()):
            self._spend(line)

    def _post(self, person: int, role: str, department: int | None, since: int, until: int | None) -> None:
        posts = self.sections["posts"]
        posts[len(posts) + 1] = (person, role, department, since, until)

    def _move(self, item: int, state: str) -> None:
        level, _, raised = self.sections["items"][item]
        self.sections["items"][item] = (level, state, raised)


def _uses(body: Body) -> tuple[int | None, int | None]:
    uses = body["uses"]
    return (uses[-1] if uses else None), (uses[0] if len(uses) > 1 else None)
