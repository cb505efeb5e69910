"""The desk's slip: what scans and keys make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Kind, Level, State, most_allowed
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Capacity, Clause, Decision, Ruling, Signer
from archive_tui.services.finding import FormShown, ItemShown, Meaning, PersonShown
from archive_tui.ui import slip_keys, slip_scans
from archive_tui.ui.slip import Do, Return, Slip, Stage, Step, Wish

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


def person(number: int = 1, name: str = "陈晓梅", overdue: int = 0, incidents: int = 0) -> PersonShown:
    card = short_codes.make("S", number)
    return PersonShown(number, f"p{number}", name, card, "Finance", 1, (Role.EMPLOYEE,), overdue, overdue, incidents)


def item(number: int = 2214, level: Level = Level.UNCLASSIFIED, holder: PersonShown | None = None) -> ItemShown:
    return ItemShown(
        id=number, label=short_codes.make("I", number), archival_code=f"A-{number}", title="holidays", level=level,
        state=State.OUT if holder else State.IN_PLACE, year=2018, category="notices", author="", document_number="",
        document_date="", department_id=1, department="Finance", retention="Y", pages=24, place="1-2-3", box="7",
        original_owed=False, holder_id=holder.id if holder else None, holder=holder.name if holder else "",
        due_at=NOW + timedelta(hours=1) if holder else None,
    )  # fmt: skip


def ruling(decision: Decision = Decision.ALLOWED, closes_at: datetime | None = None) -> Ruling:
    clause = Clause("6.7.2", decision is Decision.ALLOWED, "signed")
    return Ruling(decision, Kind.OUT, Kind.OUT, (clause,), due_at=NOW + timedelta(days=14), closes_at=closes_at)


class Desk:
    """Scans and keys in a row, one second apart unless it is said otherwise; the services are played by the test."""

    def __init__(self) -> None:
        self.slip, self.at, self.step = Slip(), 0.0, Step(Slip())

    def take(self, step: Step) -> Desk:
        self.slip, self.step = step.slip, step
        return self

    def scan(self, what: PersonShown | ItemShown | FormShown | Meaning, after: float = 1.0) -> Desk:
        self.at += after
        meaning = meant(what)
        if slip_scans.is_double(self.slip, meaning.text, self.at):
            return self.take(slip_scans.double(self.slip, meaning.text, self.at))
        return self.take(slip_scans.scan(self.slip, meaning, self.at))

    def ruled(self, **decisions: Decision) -> Desk:
        """Have every open line ruled on: allowed, unless ``i2214=...`` says otherwise."""
        seen = {
            line.item.id: (line.item, ruling(decisions.get(f"i{line.item.id}", Decision.ALLOWED)))
            for line in self.slip.open
        }
        self.slip = slip_keys.ruled(self.slip, seen)
        return self

    def enter(self) -> Desk:
        return self.take(slip_keys.enter(self.slip))

    def escape(self) -> Desk:
        return self.take(slip_keys.step_back(self.slip))

    @property
    def said(self) -> str:
        return self.step.said.code if self.step.said else ""

    @property
    def stages(self) -> list[Stage]:
        return [line.stage for line in self.slip.lines]


def meant(what: PersonShown | ItemShown | FormShown | Meaning) -> Meaning:
    if isinstance(what, Meaning):
        return what
    if isinstance(what, PersonShown):
        return Meaning("person", what.card, person=what)
    if isinstance(what, ItemShown):
        return Meaning("item", what.label, item=what)
    return Meaning("form", what.label, form=what)


def test_a_card_and_a_label_ask_for_a_ruling_and_enter_confirms_what_is_allowed() -> None:
    desk = Desk().scan(person()).scan(item())
    assert desk.step.do is Do.RULE
    assert desk.ruled().enter().step.do is Do.CONFIRM
    assert [wish.item.id for wish in desk.slip.ready] == [2214]


def test_the_label_may_come_before_the_card() -> None:
    desk = Desk().scan(item())
    assert (desk.said, desk.stages, desk.step.do) == ("whose", [Stage.LOOK], Do.NOTHING)
    assert desk.scan(person()).step.do is Do.RULE
    assert desk.ruled().stages == [Stage.READY]


def test_several_items_go_out_by_one_enter() -> None:
    desk = Desk().scan(person()).scan(item(1)).scan(item(2)).scan(item(3)).ruled().enter()
    assert [wish.item.id for wish in desk.slip.ready] == [1, 2, 3]


def test_what_is_not_ready_stays_while_the_rest_goes_out() -> None:
    desk = Desk().scan(person()).scan(item(1)).scan(item(2)).ruled(i2=Decision.NEEDS_SIGN_OFF)
    desk.slip = slip_keys.lent(desk.enter().slip, {1: (77, NOW)})
    assert desk.stages == [Stage.LENT, Stage.SIGN]


def test_the_same_code_within_two_seconds_is_a_double_scan_and_changes_nothing() -> None:
    desk = Desk().scan(person()).scan(item())
    before = desk.slip.lines
    assert desk.scan(item(), after=2.0).said == "double"
    assert desk.slip.lines == before
    assert desk.scan(item(), after=2.5).said == "on_slip"


def test_a_label_scanned_over_and_over_stays_a_double_scan() -> None:
    desk = Desk().scan(person()).scan(item()).scan(item(), after=1.5).scan(item(), after=1.5)
    assert (desk.said, len(desk.slip.lines)) == ("double", 1)


def test_case_and_spaces_do_not_make_a_double_scan_another() -> None:
    desk = Desk().scan(person())
    meaning = Meaning("item", "i0002214-3", item=item())
    desk.scan(meaning)
    assert desk.scan(replace(meaning, text="I0002214-3 "), after=0.5).said == "double"


def test_an_item_that_is_out_comes_back() -> None:
    desk = Desk().scan(item(holder=person(9, "刘洋")))
    assert (desk.said, desk.stages) == ("coming", [Stage.COMING])
    assert desk.enter().step.do is Do.CONFIRM
    desk.slip = slip_keys.taken_back(desk.slip, 2214, late=False, incidents=0)
    assert desk.stages == [Stage.BACK]
    assert desk.enter().slip.empty


def test_the_label_of_what_another_has_out_is_its_return_even_while_a_borrower_stands_there() -> None:
    assert Desk().scan(person()).scan(item(holder=person(9))).stages == [Stage.COMING]


def test_a_title_typed_for_one_borrower_that_another_has_out_is_no_return() -> None:
    desk = Desk().scan(person()).scan(Meaning("item", "holidays", item=item(holder=person(9))))
    assert isinstance(desk.slip.line, Wish)


def test_what_the_borrower_has_comes_back_however_it_is_named() -> None:
    desk = Desk().scan(person()).scan(Meaning("item", "holidays", item=item(holder=person())))
    assert isinstance(desk.slip.line, Return)


def test_digits_count_the_pages_of_what_comes_back_and_fewer_are_missing() -> None:
    desk = Desk().scan(item(holder=person(9)))
    assert slip_scans.is_count(desk.slip, "23")
    desk.take(slip_scans.count(desk.slip, "23"))
    assert isinstance(desk.slip.line, Return)
    assert (desk.said, desk.slip.line.pages, desk.slip.line.missing) == ("pages_missing", 23, 1)
    desk.take(slip_scans.count(desk.slip, "24"))
    assert (desk.said, desk.slip.lines[0].item.pages) == ("pages_of", 24)


def test_more_pages_than_are_on_record_are_said() -> None:
    desk = Desk().scan(item(holder=person(9)))
    assert desk.take(slip_scans.count(desk.slip, "30")).said == "pages_more"


@pytest.mark.parametrize("text", ["10900118", "-3", "2a", "２４", ""])
def test_other_texts_are_no_count_of_pages(text: str) -> None:
    assert not slip_scans.is_count(Desk().scan(item(holder=person(9))).slip, text)


def test_digits_are_no_count_while_nothing_comes_back() -> None:
    assert not slip_scans.is_count(Desk().scan(person()).scan(item()).slip, "23")


def test_the_next_card_ends_a_visit_in_which_all_is_done() -> None:
    desk = Desk().scan(person()).scan(item()).ruled().enter()
    desk.slip = slip_keys.lent(desk.slip, {2214: (77, NOW)})
    desk.scan(person(2, "李四"))
    assert desk.slip.person is not None
    assert (desk.slip.person.name, desk.slip.lines) == ("李四", ())


def test_the_next_card_asks_while_something_is_open_and_enter_serves_the_next() -> None:
    desk = Desk().scan(person()).scan(item()).ruled().scan(person(2, "李四"))
    assert desk.said == "next_person"
    assert desk.slip.person is not None and desk.slip.person.name == "陈晓梅"
    desk.enter()
    assert desk.slip == replace(Slip(person(2, "李四")), last=desk.slip.last)


def test_esc_stays_with_the_first_and_keeps_the_slip() -> None:
    desk = Desk().scan(person()).scan(item()).ruled().scan(person(2, "李四")).escape()
    assert (desk.said, desk.stages, desk.slip.next_person) == ("stays", [Stage.READY], None)


def test_an_item_scanned_while_the_desk_asks_is_not_taken_and_it_says_so() -> None:
    desk = Desk().scan(person()).scan(item()).scan(person(2)).scan(item(3))
    assert (desk.said, len(desk.slip.lines)) == ("answer_first", 1)


def test_the_next_card_shown_again_serves_the_next() -> None:
    desk = Desk().scan(person()).scan(item()).scan(person(2)).scan(person(2), after=3.0)
    assert desk.slip.person is not None and desk.slip.person.id == 2


def test_the_same_card_again_changes_nothing() -> None:
    desk = Desk().scan(person()).scan(item()).scan(person(), after=5.0)
    assert (desk.said, len(desk.slip.lines)) == ("same_person", 1)


def test_a_borrower_with_something_overdue_is_said_at_once() -> None:
    assert Desk().scan(person(overdue=1)).said == "blemished"
    assert Desk().scan(person(incidents=1)).said == "blemished"


def test_a_form_brings_its_borrower_and_its_items() -> None:
    form = FormShown(381, short_codes.make("F", 381), person(), (item(1), item(2)))
    desk = Desk().scan(form)
    assert desk.slip.person == person()
    assert [(line.item.id, line.form) for line in desk.slip.lines if isinstance(line, Wish)] == [
        (1, form.label), (2, form.label),
    ]  # fmt: skip
    assert desk.step.do is Do.RULE


def test_a_form_keeps_how_each_item_was_asked_for() -> None:
    form = FormShown(381, "F", person(), (item(1, Level.SECRET),))
    slip = slip_scans.scan(Slip(), meant(form), 1.0, {1: Kind.READING}).slip
    assert isinstance(slip.line, Wish) and slip.line.kind is Kind.READING


def test_a_form_of_another_waits_until_the_slip_is_done() -> None:
    form = FormShown(381, "F0000381", person(2), (item(3),))
    desk = Desk().scan(person()).scan(item()).ruled().scan(form)
    assert (desk.said, len(desk.slip.lines)) == ("finish_first", 1)


def test_a_form_with_nothing_open_says_so() -> None:
    assert Desk().scan(FormShown(381, "F0000381", person(), ())).said == "form_done"


def test_a_text_that_fits_several_things_lists_them_and_one_is_picked() -> None:
    several = Meaning("several", "wang", persons=(person(1), person(2)), items=(item(3),))
    desk = Desk().scan(several)
    assert (desk.said, desk.slip.choices) == ("several", several)
    picked = slip_scans.picked(desk.slip, 1)
    assert picked is not None and picked.person == person(2)
    chosen = slip_scans.picked(desk.slip, 2)
    assert chosen is not None and chosen.item == item(3)
    assert slip_scans.picked(desk.slip, 3) is None
    assert slip_scans.scan(desk.slip, picked, 9.0).slip.choices is None


def test_esc_closes_the_list_first() -> None:
    several = Meaning("several", "wang", persons=(person(1), person(2)))
    desk = Desk().scan(person()).scan(item()).scan(several).escape()
    assert desk.slip.choices is None and len(desk.slip.lines) == 1


@pytest.mark.parametrize(
    ("meaning", "code"),
    [
        (Meaning("nothing", "xyz"), "nothing"),
        (Meaning("nothing", "Ｉ０００２２１４"), "input_method"),
        (Meaning("misread", "I0002214-4"), "misread"),
    ],
)
def test_what_means_nothing_is_said_and_changes_nothing(meaning: Meaning, code: str) -> None:
    desk = Desk().scan(person()).scan(meaning)
    assert desk.step.said is not None
    assert (desk.said, desk.step.said.bad, desk.slip.lines) == (code, True, ())


def test_an_empty_enter_ends_a_finished_visit_and_a_refused_one() -> None:
    assert Desk().scan(person()).enter().slip.empty
    desk = Desk().scan(person()).scan(item()).ruled(i2214=Decision.REFUSED)
    assert desk.stages == [Stage.REFUSED]
    assert desk.enter().slip.empty


def test_an_empty_enter_warns_once_of_what_nobody_was_asked_to_sign() -> None:
    desk = Desk().scan(person()).scan(item()).ruled(i2214=Decision.NEEDS_SIGN_OFF).enter()
    assert desk.said == "still_open" and not desk.slip.empty
    assert desk.enter().slip.empty


def test_what_was_done_last_is_undone_unless_the_cursor_is_on_another() -> None:
    out = replace(Wish(item(1), Kind.OUT, ruling()), loan=7)
    copied = replace(Wish(item(2), Kind.COPY, ruling()), loan=3)
    back, coming = Return(item(3), done=True, loan=8), Return(item(4))
    slip = Slip(person(), (out, copied, back, coming))
    assert [replace(slip, current=index).to_undo for index in range(4)] == [out, back, back, back]
    assert Slip(person(), (coming,)).to_undo is None
    assert slip_keys.undone(slip, 8).lines == (out, copied, coming)


def test_a_signature_is_for_the_current_item_or_else_the_first_that_can_get_one() -> None:
    waits = replace(ruling(Decision.NEEDS_SIGN_OFF), signers=(Signer(9, "gm", "王总", Capacity.GM),))
    nobody, first, second = (Wish(item(number), Kind.OUT, waits) for number in (1, 2, 3))
    nobody, ready = replace(nobody, ruling=replace(waits, signers=())), Wish(item(4), Kind.OUT, ruling())
    slip = Slip(person(), (nobody, first, second, ready))
    assert [replace(slip, current=index).to_sign for index in range(4)] == [nobody, first, second, first]
    assert Slip(person(), (nobody, ready), current=1).to_sign is nobody
    assert Slip(person(), (ready,)).to_sign is None


def test_what_has_been_asked_for_needs_no_warning() -> None:
    desk = Desk().scan(person()).scan(item()).ruled(i2214=Decision.NEEDS_SIGN_OFF)
    desk.slip = slip_keys.with_forms(desk.slip, {(2214, Kind.OUT): "F0000381"})
    assert desk.enter().slip.empty


def test_enter_without_a_card_asks_for_one() -> None:
    desk = Desk().scan(item()).enter()
    assert desk.said == "card_first" and desk.slip.lines


def test_esc_takes_off_the_last_open_item_and_then_ends_the_visit() -> None:
    desk = Desk().scan(person()).scan(item(1)).scan(item(2)).escape()
    assert (desk.said, [line.item.id for line in desk.slip.lines]) == ("taken_off", [1])
    assert desk.escape().slip.person is not None
    assert desk.escape().slip.empty
    assert desk.escape().said == ""


def test_what_was_taken_off_can_be_scanned_again_at_once() -> None:
    desk = Desk().scan(person()).scan(item(1)).escape().scan(item(1), after=0.5)
    assert len(desk.slip.lines) == 1


def test_what_is_done_cannot_be_taken_off() -> None:
    desk = Desk().scan(person()).scan(item()).ruled()
    desk.slip = slip_keys.lent(desk.slip, {2214: (77, NOW)})
    assert desk.take(slip_keys.take_off(desk.slip)).stages == [Stage.LENT]


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (Level.UNCLASSIFIED, Kind.READING),
        (Level.SECRET, Kind.READING),
        (Level.CONFIDENTIAL, None),
        (Level.TOP_SECRET, None),
    ],
)
def test_only_secret_and_unclassified_items_can_be_had_in_two_ways(level: Level, kind: Kind | None) -> None:
    desk = Desk().scan(person()).scan(item(level=level))
    assert slip_keys.flipped(desk.slip) is kind


def test_another_kind_takes_another_ruling_and_forgets_the_form() -> None:
    desk = Desk().scan(FormShown(381, "F0000381", person(), (item(),))).ruled()
    desk.take(slip_keys.as_kind(desk.slip, Kind.READING))
    line = desk.slip.line
    assert isinstance(line, Wish)
    assert (line.kind, line.ruling, line.form, desk.step.do) == (Kind.READING, None, "", Do.RULE)


def test_a_loan_that_ends_after_closing_can_be_shortened_and_back() -> None:
    closes = NOW + timedelta(hours=2)
    desk = Desk().scan(person()).scan(item(level=Level.SECRET))
    desk.slip = slip_keys.ruled(desk.slip, {2214: (item(level=Level.SECRET), ruling(closes_at=closes))})
    untils = []
    for _ in range(2):
        line = desk.take(slip_keys.shorten(desk.slip)).slip.line
        assert isinstance(line, Wish)
        untils.append(line.until)
    assert untils == [closes, None]


def test_a_loan_that_ends_before_closing_is_not_shortened() -> None:
    desk = Desk().scan(person()).scan(item()).ruled()
    assert desk.take(slip_keys.shorten(desk.slip)).said == "no_closing"


def test_what_was_found_wrong_stands_on_the_line() -> None:
    desk = Desk().scan(item(holder=person(9)))
    desk.take(slip_keys.found_wrong(desk.slip, "damage", "torn"))
    assert isinstance(desk.slip.line, Return)
    assert (desk.slip.line.incident, desk.slip.line.note) == ("damage", "torn")


def test_an_undone_loan_leaves_the_slip() -> None:
    desk = Desk().scan(person()).scan(item()).ruled()
    desk.slip = slip_keys.undone(slip_keys.lent(desk.slip, {2214: (77, NOW)}), 77)
    assert not desk.slip.lines


def test_the_usual_way_to_want_an_item_is_the_most_that_its_level_allows() -> None:
    for level in (Level.UNCLASSIFIED, Level.SECRET, Level.CONFIDENTIAL):
        assert slip_scans.usual_kind(item(level=level)) is most_allowed(level)


def test_what_the_borrower_has_can_be_copied_instead_of_taken_back() -> None:
    desk = Desk().scan(person()).scan(item(holder=person()))
    desk.take(slip_keys.as_kind(desk.slip, Kind.COPY))
    assert isinstance(desk.slip.line, Wish)
    assert (desk.slip.line.kind, desk.step.do) == (Kind.COPY, Do.RULE)


def test_what_comes_back_is_neither_lent_nor_read_before_it_is_back() -> None:
    desk = Desk().scan(item(holder=person()))
    assert desk.take(slip_keys.as_kind(desk.slip, Kind.READING)).said == "no_wish"
