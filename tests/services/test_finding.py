"""What a scan or a typed text means, and who is told the title."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from archive_tui.regulation import short_codes
from archive_tui.regulation.levels import Kind, Level, State
from archive_tui.regulation.people import Role
from archive_tui.regulation.rulings import Decision
from archive_tui.services import care, delegation, filing, finding, lending, office, signing
from archive_tui.services.archive import NotThere
from archive_tui.services.finding import Meaning
from archive_tui.services.lending import Wanted
from archive_tui.services.signing import Asked
from archive_tui.store import roster_rows
from archive_tui.store.records import NewItem
from tests.world import PIN, World

WITHHELD = ("title", "author", "document_number", "document_date", "category", "place", "box", "pages", "holder")


def meaning(world: World, text: str, login: str = "archivist", eyes: str | None = None) -> Meaning:
    return finding.meaning_of(world.archive, world.actor(login), text, world.people[eyes] if eyes else None)


def titles(found: Meaning) -> list[str]:
    return sorted(item.title or "" for item in found.items)


def label(world: World, part: str) -> str:
    return short_codes.make("I", world.item(part))


def file_item(world: World, **description: Any) -> int:
    """File one more item of the finance department and return its id."""
    series = filing.series_of("Z109", "WS", 2021, "Y", "CWB")
    plain = NewItem("", series, "杂项", "纪要", 2021, world.departments["CWB"], Level.UNCLASSIFIED, "Y")
    assert filing.file_batch(world.archive, world.actor(), [replace(plain, **description)], "test").done
    return finding.page_register(world.archive, world.actor(), "", "filed", True, 0, 1)[0].id


def test_a_label_means_its_item_in_any_case_and_width(world: World) -> None:
    item = world.item("放假")
    scanned = label(world, "放假")
    for text in (scanned, scanned.lower(), scanned.replace("-", ""), f"  {scanned}\r", "Ｉ" + scanned[1:]):
        found = meaning(world, text)
        assert (found.kind, found.item and found.item.id) == ("item", item)
    assert found.item is not None
    assert (found.item.label, found.item.state, found.item.level) == (scanned, State.IN_PLACE, Level.UNCLASSIFIED)
    assert (found.item.department, found.item.author) == ("总经理办公室", "总经理办公室")


def test_a_misread_label_is_said_to_be_one_and_means_nothing_else(world: World) -> None:
    scanned = label(world, "放假")
    wrong = scanned[:-1] + str((int(scanned[-1]) + 1) % 10)
    assert meaning(world, wrong).kind == "misread"


def test_a_label_of_nothing_means_nothing(world: World) -> None:
    for prefix in "ISF":
        assert meaning(world, short_codes.make(prefix, 4_000_000)).kind == "nothing"
    assert meaning(world, "").kind == meaning(world, " ·— ").kind == "nothing"


@pytest.mark.parametrize(
    "text", ["chenxiaomei", "CHENXIAOMEI", "ｃｈｅｎｘｉａｏｍｅｉ", "陈晓梅", "陈", "cxm", "xiaomei"]
)
def test_a_person_is_found_by_login_name_pinyin_and_initials(world: World, text: str) -> None:
    found = meaning(world, text)
    assert (found.kind, found.person and found.person.login) == ("person", "chenxiaomei")


def test_a_whole_name_means_its_person_though_titles_hold_it_too(world: World) -> None:
    file_item(world, title="授权委托书（委托陈晓梅办理税务登记）")
    assert (found := meaning(world, "陈晓梅")).person is not None
    assert found.person.login == "chenxiaomei"
    assert meaning(world, "陈晓").kind == "several"
    with world.archive.act(world.actor()) as txn:
        office.add_person(txn, "chenxiaomei2", "陈晓梅", world.departments["ZLB"])
    assert len(meaning(world, "陈晓梅").persons) == 2  # two of that name: the desk asks which


def test_a_staff_card_means_its_person_whatever_number_is_on_it(world: World) -> None:
    person = finding.person_by_login(world.archive, world.actor(), "chenxiaomei")
    assert meaning(world, person.card).person == person
    with world.archive.store.write():
        roster_rows.set_card(world.archive.store, person.id, "10900226")
    scanned = meaning(world, "10900226").person
    assert scanned is not None
    assert scanned.id == person.id
    assert meaning(world, person.card).kind == "nothing"  # the old card is no longer anybody's


def test_a_person_is_shown_with_department_roles_and_what_stands_with_them(world: World) -> None:
    director = finding.person_by_login(world.archive, world.actor(), "director")
    assert director.roles == (Role.OFFICE_DIRECTOR, Role.MANAGER)
    clerk = finding.person_by_login(world.archive, world.actor(), "chenxiaomei")
    assert (clerk.roles, clerk.department) == ((Role.EMPLOYEE,), "财务部")
    assert lending.check_out(
        world.archive, world.actor(), director.id, [Wanted(world.item("放假"))], pledged=True
    )[world.item("放假")].done  # fmt: skip
    world.clock.pass_(timedelta(days=15))
    care.open_incident(world.archive, world.actor(), world.item("放假"), "damage", "水渍")
    director = finding.person_shown(world.archive, world.actor(), director.id)
    assert (director.out, director.overdue, director.open_incidents) == (1, 1, 1)


def test_somebody_who_left_is_known_by_the_card_but_not_offered_by_fragments(world: World) -> None:
    person = finding.person_by_login(world.archive, world.actor(), "qinchuan")
    office.leave(world.archive, world.actor(), person.id)
    gone = meaning(world, person.card).person
    assert gone is not None
    assert not gone.active
    assert gone.roles == ()
    assert meaning(world, "秦").kind == "nothing"


def test_who_is_not_there_is_said_not_to_be(world: World) -> None:
    for call in (
        lambda: finding.person_shown(world.archive, world.actor(), 999),
        lambda: finding.person_by_login(world.archive, world.actor(), "nobody"),
        lambda: finding.item_shown(world.archive, world.actor(), 999),
        lambda: finding.ruling_for(world.archive, world.actor(), 999, world.item("放假")),
        lambda: finding.ruling_for(world.archive, world.actor(), world.people["gm"], 999),
    ):
        with pytest.raises(NotThere):
            call()


@pytest.mark.parametrize("between", ["-·", "..", "  ", "/_", ""])
def test_separators_in_an_archival_code_do_not_matter(world: World, between: str) -> None:
    item = finding.item_shown(world.archive, world.actor(), world.item("塔式"))
    hyphen, dot = (between[0], between[1]) if between else ("", "")
    typed = item.archival_code.replace("-", hyphen).replace("·", dot).lower()
    assert meaning(world, typed).item == item


@pytest.mark.parametrize("text", ["htz", "合同纸", "hetongzhi", "HeTongZhi", "ｈｔｚ", "合同纸 采购", "cght 2号"])
def test_items_are_found_by_initials_pinyin_and_fragments_in_any_order(world: World, text: str) -> None:
    found = meaning(world, text)
    assert (found.kind, found.item and found.item.id) == ("item", world.item("合同纸"))


def test_items_are_found_by_document_number_author_and_keyword(world: World) -> None:
    item = file_item(world, document_number="国发〔1981〕88号", author="国家地震局", keywords="棉粮 挂钩")
    for text in ("国发〔1981〕88号", "国发(1981)88", "地震局", "棉粮", "挂钩"):
        found = meaning(world, text)
        assert (found.kind, found.item and found.item.id) == ("item", item), text


def test_what_fits_several_lists_people_and_items_and_says_how_many_more(world: World) -> None:
    found = meaning(world, "周")
    assert found.kind == "person"
    found = meaning(world, "合同")
    assert (found.kind, titles(found), found.more) == ("several", ["2019年塔式起重机租赁合同", "合同纸采购合同"], 0)
    many = [
        NewItem("", filing.series_of("Z109", "WS", 2021, "Y", "CWB"), f"沈阳项目{n}", "", 2021, None,
                Level.UNCLASSIFIED, "Y")
        for n in range(23)
    ]  # fmt: skip
    filing.file_batch(world.archive, world.actor(), many, "test")
    found = meaning(world, "沈")
    assert [p.login for p in found.persons] == ["archivist"]
    assert (found.kind, len(found.items), found.more) == ("several", 20, 3)


def test_what_is_typed_is_no_search_syntax(world: World) -> None:
    for text in (
        '"',
        "a* OR b",
        "grams:a",
        "-合同",
        "^合",
        "NEAR(a b)",
        "%_",
        "zzopen",
        "zzorigin1",
        "[a-z]*",
        "\ud800",
    ):
        assert meaning(world, text).kind in ("nothing", "several", "item", "person")
    assert meaning(world, "zzopen").kind == meaning(world, "zzorigin1").kind == "nothing"


def test_a_form_means_its_borrower_and_what_is_still_open_on_it(world: World) -> None:
    clerk = world.people["chenxiaomei"]
    asked = [Asked(world.item("放假")), Asked(world.item("年检"))]
    done = signing.request(world.archive, world.actor("chenxiaomei"), clerk, asked).done
    assert done is not None
    number = done.request_id
    for text in (short_codes.make("F", number), f"F{number}", f"f{number:07d}"):
        form = meaning(world, text).form
        assert form is not None
        assert (form.borrower.id, [i.id for i in form.items]) == (clerk, [a.item_id for a in asked])
    assert meaning(world, f"F{number}", "zhoumin").kind == "form"  # the borrower's manager
    assert meaning(world, short_codes.make("F", number), "liuyang").kind == "nothing"  # none of his business
    signing.withdraw(world.archive, world.actor("chenxiaomei"), number)
    form = meaning(world, f"F{number}").form
    assert form is not None
    assert form.items == ()


# Who may know a title


@pytest.mark.parametrize(
    ("part", "knows"),
    [
        ("投标底价", {"gm", "archivist", "deputy1"}),
        ("信用调查", {"gm", "archivist", "deputy1"}),
        ("董事会", {"gm", "archivist"}),
        ("塔式", {"gm", "archivist", "deputy1", "deputy2", "director", "heyong", "liuyang"}),
    ],
)
def test_a_title_is_told_to_whom_it_may_be_and_withheld_from_everybody_else(
    world: World, part: str, knows: set[str]
) -> None:
    scanned = label(world, part)
    for login in ("gm", "archivist", "director", "deputy1", "deputy2", "heyong", "liuyang"):
        found = meaning(world, scanned, login)
        assert found.item is not None  # it stands in the way: existence and level are told
        assert found.item.id == world.item(part)
        assert (found.item.title is not None) is (login in knows), login
        if login not in knows:
            assert not any(getattr(found.item, field) for field in WITHHELD)
        code = finding.item_shown(world.archive, world.actor(), world.item(part)).archival_code
        assert meaning(world, code, login).item == found.item
        by_fragment = meaning(world, part, login)
        assert by_fragment.kind == ("item" if login in knows else "nothing"), login


def test_a_borrower_who_reads_along_is_shown_no_title_that_is_not_for_him(world: World) -> None:
    scanned = label(world, "投标底价")
    told = {login: meaning(world, scanned, eyes=login).item for login in ("gm", "deputy1", "deputy2", "liuyang")}
    assert [login for login, item in told.items() if item and item.title] == ["gm", "deputy1"]
    with_deputy = finding.item_shown(world.archive, world.actor(), world.item("底价"), world.people["deputy2"])
    assert (with_deputy.title, with_deputy.author, with_deputy.pages) == (None, "", 10)  # the archivist still counts
    assert meaning(world, "投标底价", eyes="liuyang").kind == "nothing"
    assert meaning(world, "投标底价", eyes="deputy1").kind == "item"


def test_what_the_borrower_at_the_desk_has_asked_for_stands_first_in_the_list(world: World) -> None:
    for count in range(25):
        file_item(world, title=f"休假通知{count}")
    last, clerk = file_item(world, title="休假通知（补发）"), world.people["chenxiaomei"]
    assert signing.request(world.archive, world.actor(), clerk, [Asked(last), Asked(world.item("合同纸"))]).done
    found = meaning(world, "休假", eyes="chenxiaomei")
    assert (found.items[0].id, found.asked, len(found.items), found.more) == (last, frozenset({last}), 20, 6)
    assert len({item.id for item in found.items}) == 20
    for login, eyes in (("archivist", None), ("archivist", "qinchuan"), ("gm", "chenxiaomei")):
        told = meaning(world, "休假", login, eyes)
        assert last not in {item.id for item in told.items} and not told.asked


def test_an_actor_learns_no_title_through_the_borrower_at_the_desk(world: World) -> None:
    found = meaning(world, label(world, "董事会"), "deputy1", eyes="gm")
    assert found.item is not None
    assert found.item.title is None
    assert meaning(world, "董事会", "deputy1", eyes="gm").kind == "nothing"


def test_an_approved_reader_may_know_the_title_until_the_item_is_back(world: World) -> None:
    reader, board = world.people["liuyang"], world.item("董事会")

    def told() -> list[bool]:
        shown = finding.item_shown(world.archive, world.actor(), board, reader)
        own = meaning(world, "董事会", "liuyang").kind == "item"
        counted = finding.count_register(world.archive, world.actor("liuyang"), "董事会") == 1
        return [shown.title is not None, own, counted]

    assert signing.request(world.archive, world.actor("liuyang"), reader, [Asked(board)]).done
    assert told() == [False] * 3  # asking is no approval
    assert signing.sign_here(world.archive, world.actor(), reader, Asked(board), "gm", PIN).done
    assert told() == [True] * 3
    assert lending.check_out(world.archive, world.actor(), reader, [Wanted(board)], pledged=True)[board].done
    assert told() == [True] * 3
    assert lending.give_back(world.archive, world.actor(), board, pages=10).done
    assert told() == [False] * 3


def test_an_approval_that_lapsed_tells_no_title_any_more(world: World) -> None:
    reader, board = world.people["liuyang"], world.item("董事会")
    assert signing.sign_here(world.archive, world.actor(), reader, Asked(board), "gm", PIN).done
    world.clock.pass_(timedelta(hours=24))
    assert meaning(world, "董事会", "liuyang").kind == "item"
    world.clock.pass_(timedelta(seconds=1))
    assert meaning(world, "董事会", "liuyang").kind == "nothing"


def test_a_delegate_who_is_asked_to_sign_may_know_the_title(world: World) -> None:
    board = world.item("董事会")
    with world.archive.act(world.actor("gm")) as txn:
        now = txn.now.utc
        delegation.delegate(txn, world.people["deputy2"], now, now + timedelta(days=3), None, [Level.CONFIDENTIAL])
        delegation.go_away(txn, world.people["gm"], now, None)
    assert meaning(world, "董事会", "deputy2").kind == "nothing"  # a letter alone is no reason to know
    assert signing.request(world.archive, world.actor("liuyang"), world.people["liuyang"], [Asked(board)]).done
    assert meaning(world, "董事会", "deputy2").kind == "item"
    assert meaning(world, "董事会", "deputy1").kind == "nothing"


def test_a_ruling_is_given_without_doing_anything(world: World) -> None:
    clerk = world.people["liuyang"]
    ruling = finding.ruling_for(world.archive, world.actor(), clerk, world.item("塔式"))
    assert (ruling.decision, ruling.kind) == (Decision.NEEDS_SIGN_OFF, Kind.OUT)
    assert [s.login for s in ruling.signers] == ["gm", "deputy1"]
    never = finding.ruling_for(world.archive, world.actor(), clerk, world.item("底价"))
    assert never.decision is Decision.REFUSED
    read = finding.ruling_for(world.archive, world.actor(), clerk, world.item("塔式"), Kind.READING)
    assert read.kind is Kind.READING


def test_a_ruling_tells_who_may_not_know_an_item_neither_its_reader_nor_what_others_had_signed(world: World) -> None:
    a, reader, board = world.archive, world.people["heyong"], world.item("董事会")

    def told(login: str, borrower: str) -> list[tuple[str, dict[str, Any]]]:
        ruling = finding.ruling_for(a, world.actor(login), world.people[borrower], board)
        return [
            (clause.code, dict(clause.facts)) for clause in ruling.clauses if clause.code != "confidential_room_only"
        ]

    assert signing.sign_here(a, world.actor(), reader, Asked(board), "gm", PIN).done
    assert [code for code, _ in told("heyong", "heyong")] == ["signed"]
    assert told("liuyang", "heyong") == [("unsigned_secret", {})]
    assert lending.check_out(a, world.actor(), reader, [Wanted(board)], pledged=True)[board].done
    for login in ("liuyang", "deputy1"):
        assert told(login, login) == told(login, "heyong") == [("item_reading", {})]
    assert told("archivist", "liuyang")[0][1]["holder"] == "何勇"
