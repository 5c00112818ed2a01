"""材料的页面: who may see, add, replace, remove and take a copy; and what a copy comes with."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heyue.apps.accounts.models import Mandate
from heyue.apps.audit.models import Event
from heyue.apps.cases.models import Case
from heyue.apps.deeds import NotFound, Refused
from heyue.apps.evidence import files, operations, queries, subjects
from heyue.apps.evidence.models import Attachment, Version
from heyue.apps.sealed import files as sealed
from heyue.apps.sealed.fields import Unreadable
from tests.apps.evidence.conftest import PDF, picture
from tests.district import DAY, NOW, District, program

pytestmark = pytest.mark.django_db


def add(district: District, case: Case, who: str = "owner") -> Attachment:
    return operations.add(
        district.actor(who), "cases.case", case.pk, title="缴费凭证", dated=DAY, name="凭证.pdf", content=PDF
    )


def test_a_paper_is_added_shown_and_taken_as_a_copy(district: District, case: Case) -> None:
    client = district.client("owner")
    address = f"/evidence/new/cases.case/{case.pk}?next=/cases/{case.pk}/"
    assert "证明材料" in client.get(address).content.decode()
    sent = client.post(
        address, {"file": SimpleUploadedFile("凭证.pdf", PDF), "title": "缴费凭证", "dated": "2026-11-20"}
    )
    assert (sent.status_code, sent["Location"]) == (303, f"/cases/{case.pk}/")
    assert "缴费凭证" in client.get(f"/cases/{case.pk}/").content.decode()
    version = Version.objects.get()
    answer = client.get(f"/evidence/versions/{version.pk}")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert Event.unscoped.filter(verb="evidence.opened", person=district.people["owner"].pk).count() == 1


def test_a_refused_file_is_explained_beside_its_field(district: District, case: Case) -> None:
    client = district.client("owner")
    answer = client.post(f"/evidence/new/cases.case/{case.pk}", {"file": SimpleUploadedFile("a.pdf", b"<html>")})
    assert answer.status_code == 422
    assert "是网页或代码" in answer.content.decode()
    assert not Version.objects.exists()


@pytest.mark.parametrize("who", ["other_owner", "ended", "officer", "mediator", "employee", "administrator", "auditor"])
def test_a_stranger_finds_nothing(district: District, case: Case, who: str) -> None:
    row = add(district, case)
    version = Version.objects.get(attachment=row)
    client = district.client(who)
    for address in (
        f"/evidence/{row.pk}/",
        f"/evidence/versions/{version.pk}",
        f"/evidence/{row.pk}/remove",
        f"/evidence/new/cases.case/{case.pk}",
    ):
        assert client.get(address).status_code == 404
    assert client.post(f"/evidence/{row.pk}/replace", {"file": SimpleUploadedFile("b.pdf", PDF)}).status_code == 404
    assert client.post(f"/evidence/{row.pk}/restore").status_code == 404
    assert queries.for_subject(district.actor(who), "cases.case", case.pk) == []
    assert Version.objects.count() == 1


def test_a_mandate_without_evidence_shows_the_case_and_not_its_papers(district: District, case: Case) -> None:
    add(district, case)
    client = district.client("specialist")
    assert "缴费凭证" in client.get(f"/cases/{case.pk}/").content.decode()
    Mandate.unscoped.filter(pk=district.mandate.pk).update(scope=["cases"])  # type: ignore[union-attr]
    page = client.get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert "缴费凭证" not in page.content.decode()


def test_the_body_a_case_was_put_to_reads_its_papers_and_adds_none(district: District, case: Case) -> None:
    row = add(district, case)
    Case.unscoped.filter(pk=case.pk).update(authority=district.organisations["局"])
    assert queries.for_subject(district.actor("officer"), "cases.case", case.pk)[0]["id"] == row.pk
    with pytest.raises(NotFound):
        add(district, case, "officer")
    assert queries.for_subject(district.actor("far_officer"), "cases.case", case.pk) == []


def test_an_unknown_kind_of_thing_is_nobodys(district: District, case: Case) -> None:
    with pytest.raises(NotFound):
        subjects.owner(district.actor("owner"), "cases.secret", case.pk, "evidence.read")
    assert district.client("owner").get(f"/evidence/new/cases.secret/{case.pk}").status_code == 404
    assert district.client("owner").get(f"/evidence/new/cases.case/{uuid4()}").status_code == 404


def test_a_paper_does_not_follow_its_thing_into_other_hands(district: District, case: Case) -> None:
    """Whose the thing is and whose the paper is must be the same."""
    row = add(district, case)
    Case.unscoped.filter(pk=case.pk).update(organisation=district.organisations["乙"])
    assert district.client("other_owner").get(f"/evidence/{row.pk}/").status_code == 404


def test_a_new_version_keeps_the_old_one(district: District, case: Case) -> None:
    row = add(district, case)
    client = district.client("specialist")
    assert (
        client.post(f"/evidence/{row.pk}/replace", {"file": SimpleUploadedFile("a.jpg", picture())}).status_code == 303
    )
    assert list(Version.objects.filter(attachment=row).order_by("number").values_list("number", "kind")) == [
        (1, "pdf"),
        (2, "jpeg"),
    ]
    page = client.get(f"/evidence/{row.pk}/").content.decode()
    assert "第 1 版" in page
    assert "第 2 版" in page
    assert "已去掉位置和相机信息" in page
    client.cookies["heyue-language"] = "en"
    assert "position and camera data taken out" in client.get(f"/evidence/{row.pk}/").content.decode()


def test_title_and_day_can_be_put_right_but_not_into_the_future(district: District, case: Case) -> None:
    row = add(district, case)
    operations.describe(district.actor("owner"), row.pk, title="十月凭证", dated=None)
    with pytest.raises(Refused):
        operations.describe(district.actor("owner"), row.pk, title="十月凭证", dated=DAY + timedelta(days=1))
    row.refresh_from_db()
    assert (row.title, row.dated) == ("十月凭证", None)


def test_a_removed_paper_is_out_of_sight_and_can_be_restored(district: District, case: Case) -> None:
    row = add(district, case)
    version = Version.objects.get(attachment=row)
    client = district.client("owner")
    assert client.get(f"/evidence/{row.pk}/remove").status_code == 200
    assert client.post(f"/evidence/{row.pk}/remove").status_code == 303
    assert client.get(f"/evidence/versions/{version.pk}").status_code == 404
    assert queries.for_subject(district.actor("owner"), "cases.case", case.pk) == []
    assert client.post(f"/evidence/{row.pk}/restore").status_code == 303
    assert b"".join(client.get(f"/evidence/versions/{version.pk}").streaming_content) == PDF  # type: ignore[attr-defined]


def test_the_file_of_a_removed_paper_goes_after_thirty_days_and_not_before(district: District, case: Case) -> None:
    row = add(district, case)
    version = Version.objects.get(attachment=row)
    operations.remove(district.actor("owner"), row.pk)
    Attachment.unscoped.filter(pk=row.pk).update(removed=NOW - timedelta(days=30))
    operations.sweep(program())
    assert files.where(version.file).exists()
    Attachment.unscoped.filter(pk=row.pk).update(removed=NOW - timedelta(days=30, seconds=1))
    operations.sweep(program())
    assert not files.where(version.file).exists()
    with pytest.raises(Refused):
        operations.restore(district.actor("owner"), row.pk)


def test_a_file_that_no_row_knows_is_swept_after_a_day(district: District, case: Case) -> None:
    import os

    kept = files.keep("a.pdf", PDF)
    for hours, there in ((23, True), (25, False)):
        moment = NOW.timestamp() - hours * 3600
        os.utime(files.where(kept.file), (moment, moment))
        operations.sweep(program())
        assert files.where(kept.file).exists() == there


def test_an_upload_that_cannot_be_written_down_leaves_no_file(
    district: District, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(operations, "add_kept", broken)
    with pytest.raises(RuntimeError):
        add(district, case)
    assert files.stored() == []


def test_the_way_back_leads_nowhere_else(district: District, case: Case) -> None:
    client = district.client("owner")
    for wanted in ("//evil.test/", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", "/%0d%0aX: y"):
        sent = client.post(
            f"/evidence/new/cases.case/{case.pk}?next={wanted}", {"file": SimpleUploadedFile("a.pdf", PDF)}
        )
        assert sent["Location"].startswith("/evidence/")


# ---- on the disk ---------------------------------------------------------------------------------------------------


def test_nothing_of_a_paper_can_be_read_on_the_disk(district: District, case: Case) -> None:
    row = add(district, case)
    raw = files.where(Version.objects.get(attachment=row).file).read_bytes()
    assert PDF not in raw
    assert b"/Catalog" not in raw


@pytest.mark.parametrize("harm", ["a byte changed", "cut short", "something added", "emptied", "put in plain"])
def test_a_paper_that_was_altered_on_the_disk_is_refused_with_a_clear_line(
    district: District, case: Case, harm: str
) -> None:
    version = Version.objects.get(attachment=add(district, case))
    path = files.where(version.file)
    raw = path.read_bytes()
    path.write_bytes(
        {
            "a byte changed": raw[:-1] + bytes([raw[-1] ^ 1]),
            "cut short": raw[:-20],
            "something added": raw + b"x",
            "emptied": b"",
            "put in plain": PDF,
        }[harm]
    )
    answer = district.client("owner").get(f"/evidence/versions/{version.pk}")
    assert answer.status_code == 403
    assert "被改动过" in answer.content.decode()


def test_one_paper_put_in_anothers_place_is_refused(district: District, case: Case) -> None:
    first = Version.objects.get(attachment=add(district, case))
    second = Version.objects.get(attachment=add(district, case))
    files.where(second.file).write_bytes(files.where(first.file).read_bytes())
    assert district.client("owner").get(f"/evidence/versions/{second.pk}").status_code == 403
    assert district.client("owner").get(f"/evidence/versions/{first.pk}").status_code == 200


def test_a_paper_whose_file_is_gone_is_not_found(district: District, case: Case) -> None:
    version = Version.objects.get(attachment=add(district, case))
    files.where(version.file).unlink()
    assert district.client("owner").get(f"/evidence/versions/{version.pk}").status_code == 404


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_001])
def test_a_file_of_any_size_comes_back_as_it_was_piece_by_piece(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)  # noqa: S311 - any bytes will do
    sealed.write(tmp_path / "f", "evidence/x", content)
    pieces = list(sealed.read(tmp_path / "f", "evidence/x"))
    assert b"".join(pieces) == content
    assert max(len(piece) for piece in pieces) <= sealed.PIECE


def test_pieces_that_changed_places_or_were_left_out_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "f"
    sealed.write(path, "evidence/x", bytes(3 * sealed.PIECE))
    raw = path.read_bytes()
    start, whole = raw.index(b"\n") + 8, sealed.PIECE + sealed.TAG
    head, pieces = raw[:start], [raw[start + at * whole : start + (at + 1) * whole] for at in range(3)]
    for order in ([1, 0, 2], [0, 2], [0, 1], [0, 1, 2, 2]):
        path.write_bytes(head + b"".join(pieces[at] for at in order))
        with pytest.raises(Unreadable):
            sealed.check(path, "evidence/x")
