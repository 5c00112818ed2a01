"""每个操作怎么调用: for every operation who may call it, with what; a new operation without a line here fails the matrix."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.district import DAY
from tests.harness.objects import Firm, upload

UNTIL = (DAY + timedelta(days=100)).isoformat()
Body = Callable[[Firm], dict[str, Any] | None]


def nothing(firm: Firm) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Call:
    """一次调用: who of 甲's side, the kind of thing that {key} is, the body, the query, the status; `files` make it multipart."""

    who: str = "owner"
    key: str = ""
    body: Body = nothing
    query: Callable[[Firm], str] = lambda firm: ""
    status: int = 200
    files: Callable[[], dict[str, Any]] | None = None
    stranger: str = "other_owner"
    """谁来试别人的: of the same kind of organisation, with nothing of 甲."""


def same(**values: Any) -> Body:
    return lambda firm: values


def version(kind: str, **more: Any) -> Body:
    return lambda firm: {"version": firm.versions[kind], **more}


CALLS: dict[str, Call] = {
    "accounts_whoami": Call(),
    "accounts_own_organisation": Call(),
    "accounts_set_openness": Call(body=same(openness="summary")),
    "accounts_clients": Call("agency_head"),
    "accounts_employers": Call("officer"),
    "accounts_employer": Call("officer", "organisation", stranger="far_officer"),
    "accounts_agencies": Call(),
    "accounts_given": Call(),
    "accounts_requests": Call(),
    "accounts_ask": Call("agency_head", body=same(client="没有这家", scope=["cases"], until=UNTIL), status=201),
    "accounts_decline": Call(key="mandate request"),
    "accounts_withdraw": Call("agency_head", "mandate request", stranger="ended"),
    "accounts_give": Call(body=lambda firm: {"agency": str(firm.agency.pk), "scope": ["cases"], "until": UNTIL}, status=409),
    "accounts_mandate": Call(key="mandate"),
    "accounts_renew": Call(key="mandate", body=same(until=(DAY + timedelta(days=500)).isoformat()), status=201),
    "accounts_end": Call(key="mandate"),
    "checkups_list_checkups": Call(),
    "checkups_start": Call(body=same(as_of=DAY.isoformat()), files=lambda: {"files": [upload()]}, status=202),
    "checkups_checkup": Call(key="checkup"),
    "checkups_remove": Call(key="checkup", status=204),
    "checkups_again": Call(key="checkup", status=202),
    "checkups_mapping": Call(key="unmapped checkup", body=same(sheets=[{"doubt": 0, "skip": True}]), status=202),
    "checkups_report": Call(key="checkup"),
    "checkups_findings": Call(key="checkup", query=lambda firm: "?level=high&size=1"),
    "checkups_download": Call(key="checkup"),
    "checkups_plan": Call(key="checkup", status=201),
    "checkups_shares": Call(key="checkup"),
    "checkups_share": Call(key="checkup", body=same(days=7), status=201),
    "checkups_unshare": Call(key="share"),
    "plans_list_plans": Call(),
    "plans_plan": Call(key="plan"),
    "plans_task": Call(key="task"),
    "plans_finish": Call(key="task", body=version("task")),
    "plans_set_aside": Call(key="task", body=version("task", why="不适用于本单位")),
    "plans_dispute": Call(key="task", body=version("task", why="合同已经补签")),
    "plans_reopen": Call(key="task", body=version("task"), status=409),
    "plans_assign": Call(key="task", body=version("task", due=(DAY + timedelta(days=1)).isoformat())),
    "ledger_employees": Call(),
    "ledger_employee": Call(key="employee"),
    "ledger_reveal": Call(key="employee", body=same(why="办理社保需要核对")),
    "ledger_records": Call(query=lambda firm: "?table=contracts"),
    "ledger_add": Call(
        body=same(table="training", values={"kind": "safety", "title": "安全培训", "day": "2026-11-01"}), status=201
    ),
    "ledger_record": Call(key="record"),
    "ledger_strike": Call(key="contract", status=204),
    "ledger_correct": Call(key="contract", body=same(values={"wage": "7000.00"}), status=201),
    "ledger_company": Call(query=lambda firm: "?on=2026-11-01&known=2026-11-21"),
    "ledger_take_over": Call(key="proposal", body=lambda firm: {"version": firm.versions["book"]}, status=201),
    "ledger_discard": Call(key="proposal", status=204),
    "ledger_list_deadlines": Call(),
    "ledger_handle": Call(key="deadline"),
    "ledger_unhandle": Call(key="deadline", status=409),
    "ledger_public_services": Call(query=lambda firm: "?place=440105"),
    "evidence_list_pieces": Call(query=lambda firm: f"?kind=plans.task&subject={firm.keys['task']}"),
    "evidence_add": Call(
        body=lambda firm: {"kind": "plans.task", "subject": firm.keys["task"], "title": "补签的合同"},
        files=lambda: {"file": upload("正文".encode(), "合同.txt")}, status=201,
    ),
    "evidence_piece": Call(key="attachment"),
    "evidence_describe": Call(key="attachment", body=same(title="新名称", dated="2026-11-01")),
    "evidence_remove": Call(key="attachment"),
    "evidence_restore": Call(key="attachment"),
    "evidence_replace": Call(key="attachment", files=lambda: {"file": upload("新正文".encode(), "合同.txt")}, status=201),
    "evidence_download": Call(key="version"),
    "cases_list_cases": Call(),
    "cases_open_case": Call(
        body=lambda firm: {"workflow": "service_request", "organisation": str(firm.organisation.pk), "agency": str(firm.agency.pk), "title": "补缴"},
        status=201,
    ),
    "cases_workflows": Call(),
    "cases_case": Call(key="case"),
    "cases_move": Call("agency_head", "case", version("case", move="accept"), stranger="ended"),
    "cases_comment": Call(key="case", body=same(text="请尽快", shared=True), status=201),
    "cases_assign": Call("agency_head", "case", version("case", person=None), stranger="officer"),
    "notices_list_messages": Call(),
    "notices_mark_all": Call(),
    "notices_mark_one": Call(key="message"),
    "notices_list_webhooks": Call(),
    "notices_events": Call(),
    "notices_add_webhook": Call(body=same(name="人事系统", url="https://example.com/hook", events=["cases.moved"]), status=201),
    "notices_webhook": Call(key="endpoint"),
    "notices_change_webhook": Call(key="endpoint", body=same(state="paused")),
    "notices_try_webhook": Call(key="endpoint", status=202),
    "notices_deliveries": Call(key="endpoint"),
    "notices_repeat_delivery": Call(key="delivery", status=202),
    "audit_list_deeds": Call(query=lambda firm: "?chip=changes&size=5"),
    "audit_own_deeds": Call(),
    "lawpages_list_rules": Call(),
    "lawpages_show_rule": Call(),
    "lawpages_ask_rule": Call(body=same(facts={"started": "2020-01-01", "ended": "2020-12-31", "average_wage": "5000"}, place="440105")),
    "lawpages_ask_many": Call(body=same(cases=[{"facts": {}}, {"facts": {"nonsense": "1"}}])),
    "lawpages_search": Call(query=lambda firm: "?q=工资"),
    "lawpages_list_places": Call(),
    "lawpages_show_place": Call(),
}  # fmt: skip
ABSENT = str(uuid.UUID(int=0x40008000000000000000))
