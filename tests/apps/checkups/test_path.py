"""从交表到整改: the straight path, as an owner walks it."""

from __future__ import annotations

from tests.apps.checkups.conftest import upload


def test_from_files_to_report_to_plan(district, work):
    client = district.client("owner")
    page = client.get("/checkups/new")
    assert page.status_code == 200
    form = page.context["form"]
    posted = client.post(
        "/checkups/new", {"organisation": form["organisation"].value(), "files": [upload()], "place": "", "as_of": ""}
    )
    assert posted.status_code == 303, posted.context["form"].errors
    waiting = client.get(posted["Location"])
    assert "正在检查" in waiting.content.decode()
    assert work() == ["done"]
    report = client.get(posted["Location"])
    text = report.content.decode()
    assert "整改计划" in text
    plan = client.post(posted["Location"] + "plan")
    assert plan.status_code == 303
    shown = client.get(plan["Location"])
    assert shown.status_code == 200
    for task in shown.context["tasks"]:
        assert client.get(task["address"]).status_code == 200
