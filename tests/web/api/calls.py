"""每个操作怎么调用: for every operation who may call it, with what; a new operation without a line here fails the matrix."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from heyue.web.api import examples
from tests.harness.objects import Firm, upload


@dataclass(frozen=True, slots=True)
class Call:
    """一次调用: who of 甲's side, the kind of thing that {key} is, the status; `files` make it multipart."""

    who: str = "owner"
    key: str = ""
    status: int = 200
    files: Callable[[], dict[str, Any]] | None = None
    stranger: str = "other_owner"
    """谁来试别人的: of the same kind of organisation, with nothing of 甲."""
    before: str = ""
    """先调用什么: an operation on the same thing, where this one undoes it."""
    name: str = ""

    def body(self, firm: Firm) -> dict[str, Any] | None:
        """The example that the OpenAPI document shows, with this firm's ids; None where nothing is sent."""
        one = examples.examples().get(self.name, {})
        found: dict[str, Any] | None = one.get("body") or one.get("form")
        return None if found is None else examples.filled(found, partial(of, firm))

    def query(self, firm: Firm) -> str:
        asked = examples.examples().get(self.name, {}).get("query")
        return f"?{urlencode(examples.filled(asked, partial(of, firm)))}" if asked else ""


def of(firm: Firm, version: bool, kind: str) -> Any:
    """What an example's <task> or <version of task> is for this firm."""
    if version:
        return firm.versions[kind]
    return str(firm.agency.pk) if kind == "agency" else firm.keys[kind]


CALLS: dict[str, Call] = {
    "accounts_whoami": Call(),
    "accounts_own_organisation": Call(),
    "accounts_set_openness": Call(),
    "accounts_clients": Call("agency_head"),
    "accounts_employers": Call("officer"),
    "accounts_employer": Call("officer", "organisation", stranger="far_officer"),
    "accounts_agencies": Call(),
    "accounts_given": Call(),
    "accounts_requests": Call(),
    "accounts_ask": Call("agency_head", status=201),
    "accounts_decline": Call(key="mandate request"),
    "accounts_withdraw": Call("agency_head", "mandate request", stranger="ended"),
    "accounts_give": Call(status=201),
    "accounts_mandate": Call(key="mandate"),
    "accounts_renew": Call(key="mandate", status=201),
    "accounts_end": Call(key="mandate"),
    "checkups_list_checkups": Call(),
    "checkups_start": Call(files=lambda: {"files": [upload()]}, status=202),
    "checkups_checkup": Call(key="checkup"),
    "checkups_remove": Call(key="checkup", status=204),
    "checkups_again": Call(key="checkup", status=202),
    "checkups_mapping": Call(key="unmapped checkup", status=202),
    "checkups_report": Call(key="checkup"),
    "checkups_findings": Call(key="checkup"),
    "checkups_download": Call(key="checkup"),
    "checkups_plan": Call(key="checkup", status=201),
    "checkups_shares": Call(key="checkup"),
    "checkups_share": Call(key="checkup", status=201),
    "checkups_unshare": Call(key="share"),
    "plans_list_plans": Call(),
    "plans_plan": Call(key="plan"),
    "plans_task": Call(key="task"),
    "plans_finish": Call(key="task"),
    "plans_set_aside": Call(key="task"),
    "plans_dispute": Call(key="task"),
    "plans_reopen": Call(key="task", before="plans_finish"),
    "plans_assign": Call(key="task"),
    "ledger_employees": Call(),
    "ledger_employee": Call(key="employee"),
    "ledger_reveal": Call(key="employee"),
    "ledger_records": Call(),
    "ledger_add": Call(status=201
    ),
    "ledger_record": Call(key="record"),
    "ledger_strike": Call(key="contract", status=204),
    "ledger_correct": Call(key="contract", status=201),
    "ledger_company": Call(),
    "ledger_take_over": Call(key="proposal", status=201),
    "ledger_discard": Call(key="proposal", status=204),
    "ledger_list_deadlines": Call(),
    "ledger_handle": Call(key="deadline"),
    "ledger_unhandle": Call(key="deadline", before="ledger_handle"),
    "ledger_public_services": Call(),
    "evidence_list_pieces": Call(),
    "evidence_add": Call(files=lambda: {"file": upload("正文".encode(), "合同.txt")}, status=201),
    "evidence_piece": Call(key="attachment"),
    "evidence_describe": Call(key="attachment"),
    "evidence_remove": Call(key="attachment"),
    "evidence_restore": Call(key="attachment"),
    "evidence_replace": Call(key="attachment", files=lambda: {"file": upload("新正文".encode(), "合同.txt")}, status=201),
    "evidence_download": Call(key="version"),
    "cases_list_cases": Call(),
    "cases_open_case": Call(status=201),
    "cases_workflows": Call(),
    "cases_case": Call(key="case"),
    "cases_move": Call("agency_head", "case", stranger="ended"),
    "cases_comment": Call(key="case", status=201),
    "cases_assign": Call("agency_head", "case", stranger="officer"),
    "notices_list_messages": Call(),
    "notices_mark_all": Call(),
    "notices_mark_one": Call(key="message"),
    "notices_list_webhooks": Call(),
    "notices_events": Call(),
    "notices_add_webhook": Call(status=201),
    "notices_webhook": Call(key="endpoint"),
    "notices_change_webhook": Call(key="endpoint"),
    "notices_try_webhook": Call(key="endpoint", status=202),
    "notices_deliveries": Call(key="endpoint"),
    "notices_repeat_delivery": Call(key="delivery", status=202),
    "audit_list_deeds": Call(),
    "audit_own_deeds": Call(),
    "lawpages_list_rules": Call(),
    "lawpages_show_rule": Call(),
    "lawpages_ask_rule": Call(),
    "lawpages_ask_many": Call(),
    "lawpages_search": Call(),
    "lawpages_list_places": Call(),
    "lawpages_show_place": Call(),
    "accounts_change_me": Call(),
    "accounts_export": Call(),
    "accounts_my_roles": Call(),
    "accounts_leave": Call("hr", "clerk role", status=204),
    "accounts_list_tokens": Call(),
    "accounts_end_token": Call(key="api token"),
    "accounts_list_members": Call(),
    "accounts_change_role": Call(key="membership"),
    "accounts_end_member": Call(key="membership", status=204),
    "accounts_list_invitations": Call(),
    "accounts_invite": Call(status=201),
    "accounts_withdraw_invitation": Call(key="invitation", status=204),
    "accounts_change_organisation": Call(),
    "accounts_size": Call(),
    "checkups_compare": Call(key="checkup"),
    "checkups_district": Call("officer"),
    "checkups_published": Call("officer", "checkup", stranger="far_officer"),
    "checkups_fill": Call(status=201),
    "checkups_draft": Call(key="draft"),
    "checkups_fill_person": Call(key="draft", status=201),
    "checkups_open_filled": Call(key="draft"),
    "checkups_change_filled": Call(key="draft"),
    "checkups_drop_filled": Call(key="draft", status=204),
    "checkups_submit": Call(key="draft", status=202),
    "ledger_hold": Call(key="employee", status=204),
    "ledger_release": Call(key="employee", before="ledger_hold", status=204),
    "ledger_restrict": Call(key="employee", status=403),
    "ledger_proposal": Call(key="proposal"),
    "ledger_reminding": Call(),
    "ledger_change_reminding": Call(),
    "ledger_list_feeds": Call(),
    "ledger_subscribe": Call(status=201),
    "ledger_end_feed": Call(key="feed", status=204),
    "ledger_enter_service": Call("officer", status=201),
    "ledger_withdraw_service": Call("officer", "service point", status=204, stranger="far_officer"),
    "notices_settings": Call(),
    "notices_change_settings": Call(),
    "lawpages_list_statutes": Call(),
    "lawpages_show_statute": Call(),
    "lawpages_show_article": Call(),
    "lawpages_list_figures": Call(),
    "lawpages_show_figure": Call(),
}  # fmt: skip
CALLS = {name: replace(call, name=name) for name, call in CALLS.items()}
ABSENT = str(uuid.UUID(int=0x40008000000000000000))
