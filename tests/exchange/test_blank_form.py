"""The blank form for clients: what it asks, that it is recorded, and that it never lies over another file (3.1 ②)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive_tui import wording
from archive_tui.exchange.blank_form import ASKED, BlankForm, page, send
from archive_tui.regulation.clients import CODES, SECTIONS
from archive_tui.services import client_views
from archive_tui.services.archive import BadInput
from tests.services.credit_ground import Credit, equip
from tests.world import World


@pytest.fixture
def credit(world: World) -> Credit:
    return equip(world)


def form_of(credit: Credit) -> BlankForm:
    return BlankForm(
        credit.clients[0], "重庆长安建设有限公司", "岳衡设备租赁有限公司", CODES, "财务科", date(2026, 3, 10),
        date(2026, 3, 24),
    )  # fmt: skip


def sent(credit: Credit) -> int:
    card = client_views.card(credit.archive, credit.keeper, credit.clients[0])
    assert card is not None
    return len(card.forms)


@pytest.mark.parametrize("language", [wording.ENGLISH, wording.CHINESE])
def test_it_asks_for_what_a_client_can_say_of_itself_and_for_none_of_our_judgements(
    credit: Credit, language: str
) -> None:
    wording.install(language)
    text = page(form_of(credit))
    asked = {code for _part, codes in ASKED for code in codes}
    articles = {each.code: each.article for each in SECTIONS}
    assert all(articles[code] == part for part, codes in ASKED for code in codes)
    assert text.count("<tr>") == len(asked) and "2026-03-24" in text and "岳衡设备租赁有限公司" in text
    ours = ("our answer", "attitude", "problems") if language == wording.ENGLISH else ("应对", "合作态度", "问题")
    assert not any(word in text for word in ours)


def test_it_asks_only_for_what_the_natures_card_asks_for(credit: Credit) -> None:
    text = page(replace(form_of(credit), asked=("address", "phone")))
    assert text.count("<tr>") == 2 and text.count("<h2>") == 1


def test_a_hostile_name_is_text_on_the_page(credit: Credit) -> None:
    text = page(replace(form_of(credit), name="<script>\x1b[2J\u202e"))
    assert "<script>" not in text and "\x1b" not in text and "\u202e" not in text


def test_the_page_is_written_and_the_sending_recorded(credit: Credit, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    assert send(credit.archive, credit.sales, form_of(credit), file).done
    assert "<h1>Client form</h1>" in file.read_text(encoding="utf-8") and sent(credit) == 1
    assert send(credit.archive, credit.sales, form_of(credit), None).done
    assert sent(credit) == 2


def test_nothing_is_recorded_where_the_file_is_there_already(credit: Credit, tmp_path: Path) -> None:
    file = tmp_path / "form.html"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="file_there"):
        send(credit.archive, credit.sales, form_of(credit), file)
    assert file.read_text(encoding="utf-8") == "mine" and sent(credit) == 0


def test_nothing_is_written_for_who_may_not_or_with_a_day_that_can_not_be(
    credit: Credit, world: World, tmp_path: Path
) -> None:
    file = tmp_path / "form.html"
    assert not send(credit.archive, world.actor("chenxiaomei"), form_of(credit), file).ruling.allowed
    with pytest.raises(BadInput, match="form_due"):
        send(credit.archive, credit.sales, replace(form_of(credit), due_on=date(2026, 3, 1)), file)
    assert list(tmp_path.glob("form*")) == [] and sent(credit) == 0
