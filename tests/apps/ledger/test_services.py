"""公共服务: open to everybody, local entries only from the officer of the place and only with a source."""

from __future__ import annotations

from datetime import date

import pytest

from heyue.apps.deeds import Conflict, NotFound, Refused
from heyue.apps.ledger import operations
from heyue.apps.ledger.models import PublicService
from heyue.apps.ledger.publicly import KINDS, national
from tests.district import DAY, District

ENTRY = {"name": "海珠区法律援助处（演示）", "phone": "020-0000 0000"}


def entered(district: District, who: str = "officer", **changes: object) -> PublicService:
    given = {"place": "440105", "kind": "legal", "values": ENTRY, "source": "演示资料", "source_day": DAY, **changes}
    return operations.enter_service(district.actor(who), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_anybody_sees_what_is_offered_everywhere_and_what_is_missing_here(district: District, lang: str) -> None:
    client = district.client(None)
    client.cookies["heyue-language"] = lang
    text = client.get("/ledger/services/").content.decode()
    for entry in national():
        assert entry.title[lang == "en"] in text
    missing = client.get("/ledger/services/?place=440105").content.decode()
    assert ("还没有人登记" in missing) is (lang != "en")
    assert client.get("/ledger/services/?place=不存在的地方").status_code == 200


def test_an_officers_entry_is_shown_in_its_place_and_not_elsewhere(district: District) -> None:
    entered(district)
    client = district.client(None)
    assert ENTRY["name"] in client.get("/ledger/services/?place=440105").content.decode()
    assert "演示资料" in client.get("/ledger/services/?place=440105").content.decode()
    assert ENTRY["name"] not in client.get("/ledger/services/?place=440106").content.decode()


@pytest.mark.parametrize(
    "changes",
    [{"place": "440106"}, {"place": "44"}, {"source": " "}, {"source_day": date(2026, 11, 22)}, {"kind": "nonsense"}, {"values": {"name": "x"}},
     {"values": {"phone": "1"}}],
)  # fmt: skip
def test_another_place_a_missing_source_or_a_day_to_come_is_refused(district: District, changes: dict) -> None:
    with pytest.raises(Refused):
        entered(district, **changes)


@pytest.mark.parametrize("who", ["owner", "specialist", "park_coordinator", "administrator"])
def test_nobody_but_an_officer_enters_or_withdraws(district: District, who: str) -> None:
    made = entered(district)
    with pytest.raises(NotFound):
        entered(district, who)
    with pytest.raises(NotFound):
        operations.withdraw_service(district.actor(who), made.pk)
    client = district.client(who)
    assert client.get("/ledger/services/enter").status_code == 404
    assert client.post(f"/ledger/services/{made.pk}/withdraw").status_code == 404


def test_an_officer_of_another_district_withdraws_nothing(district: District) -> None:
    made = entered(district)
    with pytest.raises(NotFound):
        operations.withdraw_service(district.actor("far_officer"), made.pk)


def test_the_officers_pages_enter_and_withdraw(district: District) -> None:
    client = district.client("officer")
    assert client.get("/ledger/services/enter").status_code == 200
    form = {"place": "广州市海珠区", "kind": "legal", **ENTRY, "source": "演示资料", "source_day": "2026-11-21"}
    answer = client.post("/ledger/services/enter", form)
    assert answer.status_code == 303
    assert client.post("/ledger/services/enter", {**form, "place": "不存在"}).status_code == 422
    made = PublicService.unscoped.get()
    assert client.get(f"/ledger/services/{made.pk}/withdraw").status_code == 200
    assert client.post(f"/ledger/services/{made.pk}/withdraw").status_code == 303
    with pytest.raises(Conflict):
        operations.withdraw_service(district.actor("officer"), made.pk)
    assert ENTRY["name"] not in client.get("/ledger/services/?place=440105").content.decode()


def test_every_national_entry_has_an_article_and_a_known_kind() -> None:
    assert {entry.kind for entry in national()} == set(KINDS)
    for entry in national():
        assert entry.number
        assert entry.version
        assert all((*entry.title, *entry.body))
