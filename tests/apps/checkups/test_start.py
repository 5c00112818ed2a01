"""交表: what is taken, what is refused with its file's name, and who may hand in for whom."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from heyue.apps.checkups import operations, store
from heyue.apps.checkups.forms import MOST_BYTES
from heyue.apps.checkups.given import Given
from heyue.apps.checkups.models import Checkup, UploadFile
from heyue.apps.deeds import NotFound
from heyue.apps.sealed.fields import Unreadable
from tests.apps.checkups.conftest import book, upload
from tests.district import DAY, District


def post(client: Client, district: District, *files: SimpleUploadedFile, **more: str) -> HttpResponse:
    data = {
        "organisation": str(district.organisations["甲"].pk),
        "files": list(files),
        "place": "",
        "as_of": "",
        **more,
    }
    return client.post("/checkups/new", data)


def test_a_workbook_is_taken_and_waits_in_the_queue(district: District) -> None:
    answer = post(district.client("owner"), district, upload())
    assert answer.status_code == 303
    row = Checkup.unscoped.get()
    assert (row.state, row.place) == ("queued", "440105")
    assert row.files.get().name == "员工.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("说明.pdf", b"%PDF-1.7", "不是表格文件"),
        ("空.xlsx", b"", "是空的"),
        ("假.xlsx", b"%PDF-1.7 ....", "的内容和它的后缀不一致"),
        ("假.csv", b"PK\x03\x04....", "的内容和它的后缀不一致"),
        ("大.csv", b"a" * (MOST_BYTES + 1), "最大 20 MB"),
    ],
    ids=["pdf", "empty", "pdf named xlsx", "zip named csv", "too large"],
)
def test_a_file_that_cannot_be_taken_is_named_with_the_reason(
    district: District, name: str, content: bytes, words: str
) -> None:
    answer = post(district.client("owner"), district, upload(content, name))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert name in text or name == "空.xlsx"
    assert words in text or name == "空.xlsx"
    assert not Checkup.unscoped.exists()


def test_no_file_is_said_so(district: District) -> None:
    answer = post(district.client("owner"), district)
    assert answer.status_code == 422
    assert "请选一个表格文件" in answer.content.decode()


def test_twenty_files_are_taken_and_twenty_one_are_not(district: District) -> None:
    small = [upload(b"a,b\n1,2\n", f"{n}.csv") for n in range(20)]
    assert post(district.client("owner"), district, *small).status_code == 303
    assert UploadFile.unscoped.count() == 20
    more = [upload(b"a,b\n1,2\n", f"{n}.csv") for n in range(21)]
    assert post(district.client("owner"), district, *more).status_code in {400, 422}
    assert Checkup.unscoped.count() == 1


def test_two_files_of_one_name_are_told_apart(district: District) -> None:
    assert post(district.client("owner"), district, upload(name="a.xlsx"), upload(name="a.xlsx")).status_code == 303
    assert list(UploadFile.unscoped.order_by("number").values_list("name", flat=True)) == ["a.xlsx", "a（2）.xlsx"]


def test_a_path_in_a_file_name_is_only_a_name(district: District) -> None:
    answer = post(district.client("owner"), district, upload(name="../../etc/员工\n表.xlsx"))
    assert answer.status_code == 303
    row = UploadFile.unscoped.get()
    assert "/" not in row.name
    assert row.stored.startswith("checkups/")


def test_what_lies_on_the_disk_is_sealed_and_bound_to_its_name(district: District, settings: object) -> None:
    post(district.client("owner"), district, upload("工号,姓名\nA1,张三\n".encode(), "人.csv"))
    row = UploadFile.unscoped.get()
    raw = store._path(row.stored).read_bytes()
    assert "张三".encode() not in raw
    assert "张三" in store.get(row.stored).decode()
    other, _ = store.put(b"x")
    store._path(other).write_bytes(raw)
    with pytest.raises(Unreadable):
        store.get(other)


def test_a_place_that_is_not_known_is_said_so_with_an_example(district: District) -> None:
    answer = post(district.client("owner"), district, upload(), place="月球")
    assert answer.status_code == 422
    assert "广州市海珠区" in answer.content.decode()


def test_an_agency_hands_in_for_its_client_and_the_record_names_the_mandate(district: District) -> None:
    from heyue.apps.audit.models import Event

    assert post(district.client("specialist"), district, upload()).status_code == 303
    event = Event.unscoped.get(verb="checkups.start")
    assert event.organisation_id == district.organisations["甲"].pk
    assert event.mandate == district.mandate.pk


@pytest.mark.parametrize("who", ["ended", "other_owner", "employee", "officer"])
def test_nobody_else_hands_in_for_it(district: District, who: str) -> None:
    given = [Given("a.xlsx", "xlsx", book())]
    with pytest.raises(NotFound):
        operations.start(
            district.actor(who), organisation=district.organisations["甲"].pk, place="", as_of=DAY, files=given
        )
    assert not Checkup.unscoped.exists()


def test_the_workbook_to_fill_in_is_given_in_both_languages(district: District) -> None:
    client = district.client("owner")
    assert client.get("/checkups/template/zh").content[:2] == b"PK"
    assert client.get("/checkups/template/en").content[:2] == b"PK"
    assert client.get("/checkups/template/fr").status_code == 404


def test_files_that_no_check_up_knows_are_swept_after_a_day_and_others_stay(district: District) -> None:
    import os
    from datetime import timedelta

    from django.utils import timezone

    from heyue.apps.checkups import tasks

    post(district.client("owner"), district, upload())
    kept = UploadFile.unscoped.get().stored
    old, young = store.put(b"old")[0], store.put(b"young")[0]
    past = (timezone.now() - timedelta(days=2)).timestamp()
    for name in (kept, old):
        os.utime(store._path(name), (past, past))
    tasks.sweep(tasks.program(), {})
    assert store._path(kept).exists()
    assert store._path(young).exists()
    assert not store._path(old).exists()
