"""成员: invited downward, by a link that works once and for seven days; the last head stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from heyue.apps.accounts import access, operations
from heyue.apps.accounts.models import ApiToken, Invitation, Membership, Person
from heyue.apps.audit.models import Event
from heyue.apps.deeds import Conflict, NotFound, Refused
from tests.district import NOW, District, add, program

pytestmark = pytest.mark.django_db
STRONG = "正确的马电池订书钉吗"


def invited(district: District, role: str = "hr") -> tuple[Invitation, str]:
    return operations.invite(district.actor("owner"), district.organisations["甲"], role, "小李")


@pytest.mark.parametrize(
    ("who", "where", "role"),
    [
        ("owner", "甲", "owner"), ("owner", "甲", "officer"), ("owner", "甲", "nothing"), ("hr", "甲", "employee"), ("employee", "甲", "employee"),
        ("owner", "乙", "hr"), ("officer", "局", "administrator"), ("specialist", "正", "specialist"), ("security", "平台", "administrator"),
    ],
)  # fmt: skip
def test_nobody_invites_upward_sideways_or_elsewhere(district: District, who: str, where: str, role: str) -> None:
    with pytest.raises(Refused):
        operations.invite(district.actor(who), district.organisations[where], role)
    assert not Invitation.unscoped.exists()


def test_an_invitation_makes_a_member_and_works_once(district: District) -> None:
    _, token = invited(district)
    client = Client()
    assert "小李" not in client.get(f"/accounts/join/{token}").content.decode(), "the note is the inviter's own"
    done = client.post(f"/accounts/join/{token}", {"name": "小李", "login": "13700137000", "password": STRONG})
    assert done.headers["Location"] == "/"
    held = Membership.unscoped.get(person__login="13700137000")
    assert (held.role, held.organisation) == ("hr", district.organisations["甲"])
    assert Client().get(f"/accounts/join/{token}").status_code == 410
    with pytest.raises(Conflict):
        operations.take_invitation(
            district.actor("other_owner"), access.invitation_of(token), person=district.people["other_owner"]
        )


def test_somebody_with_an_account_takes_it_with_that_account(district: District) -> None:
    _, token = invited(district)
    client = district.client("other_owner")
    before = Person.objects.count()
    client.post(f"/accounts/join/{token}")
    assert Person.objects.count() == before
    assert Membership.unscoped.filter(person=district.people["other_owner"], role="hr", until__isnull=True).exists()
    assert client.session["standing"] == str(
        Membership.unscoped.get(person=district.people["other_owner"], role="hr").id
    )


@pytest.mark.parametrize(
    ("later", "good"),
    [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False), (timedelta(days=8), False)],
)
def test_an_invitation_is_good_for_seven_days(district: District, later: timedelta, good: bool) -> None:
    row, _ = invited(district)
    actor = district.actor("other_owner", now=NOW + later)
    if good:
        assert operations.take_invitation(actor, row, person=district.people["other_owner"])
    else:
        with pytest.raises(Conflict):
            operations.take_invitation(actor, row, person=district.people["other_owner"])


def test_a_withdrawn_invitation_is_dead(district: District) -> None:
    row, token = invited(district)
    district.client("owner").post(f"/accounts/invitations/{row.id}/withdraw")
    assert Client().get(f"/accounts/join/{token}").status_code == 410
    with pytest.raises(Conflict):
        operations.withdraw_invitation(district.actor("owner"), row)


def test_an_invitation_that_never_was_looks_like_nothing(district: District) -> None:
    assert Client().get("/accounts/join/0000").status_code == 404
    with pytest.raises(NotFound):
        access.invitation_of("")


def test_only_the_digest_of_a_link_is_kept_and_the_link_is_shown_once(district: District) -> None:
    client = district.client("owner")
    client.post("/accounts/members/invite", {"role": "hr", "name": "小李"})
    page = client.get("/accounts/members").content.decode()
    token = page.split("/accounts/join/")[1].split('"')[0]
    assert "data:image/svg+xml" in page
    assert not Invitation.unscoped.filter(token=token).exists()
    assert access.invitation_of(token).role == "hr"
    assert token not in client.get("/accounts/members").content.decode()


def test_the_last_person_who_looks_after_the_members_stays(district: District) -> None:
    owner = district.actor("owner")
    with pytest.raises(Refused):
        operations.end_membership(owner, district.standings["owner"])
    operations.join(program(), district.people["far_owner"], district.organisations["甲"], "owner")
    operations.end_membership(owner, district.standings["owner"])
    assert Membership.unscoped.get(pk=district.standings["owner"].pk).until == NOW


def test_a_shut_account_does_not_count_as_a_head_who_stays(district: District) -> None:
    operations.join(program(), district.people["far_owner"], district.organisations["甲"], "owner")
    operations.disable(program(), district.people["far_owner"])
    with pytest.raises(Refused):
        operations.end_membership(district.actor("owner"), district.standings["owner"])


def test_an_owner_ends_a_clerk_but_not_another_owner(district: District) -> None:
    other = operations.join(program(), district.people["far_owner"], district.organisations["甲"], "owner")
    with pytest.raises(Refused):
        operations.end_membership(district.actor("owner"), other)
    operations.end_membership(district.actor("owner"), district.standings["hr"])
    with pytest.raises(Conflict):
        operations.end_membership(district.actor("owner"), district.standings["hr"])


def test_a_stranger_ends_nobody(district: District) -> None:
    assert (
        district.client("other_owner").post(f"/accounts/members/{district.standings['hr'].id}/end").status_code == 404
    )
    with pytest.raises(Refused):
        operations.end_membership(district.actor("other_owner"), district.standings["hr"])
    assert Membership.unscoped.get(pk=district.standings["hr"].pk).until is None


def test_the_tokens_of_an_ended_role_end_with_it(district: District) -> None:
    row, _ = operations.make_token(
        district.actor("hr"), district.organisations["甲"], name="x", scopes=["ledger.read"], days=30
    )
    operations.end_membership(district.actor("owner"), district.standings["hr"])
    assert ApiToken.unscoped.get(pk=row.pk).ended == NOW


def test_one_switches_between_roles_and_comes_back_to_the_last_one(district: District) -> None:
    other = operations.join(program(), district.people["owner"], district.organisations["乙"], "hr")
    client = district.client("owner")
    client.post("/accounts/switch", {"standing": str(other.id)})
    assert client.get("/accounts/me").wsgi_request.standing == other  # type: ignore[attr-defined]
    fresh = Client()
    fresh.force_login(
        Person.objects.get(pk=district.people["owner"].pk),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert fresh.get("/accounts/me").wsgi_request.standing == other  # type: ignore[attr-defined]


@pytest.mark.parametrize("given", ["", "x", "00000000-0000-0000-0000-000000000000", "other"])
def test_one_cannot_switch_to_somebody_elses_role(district: District, given: str) -> None:
    chosen = str(district.standings["other_owner"].id) if given == "other" else given
    assert district.client("owner").post("/accounts/switch", {"standing": chosen}).status_code == 404


def test_the_platform_registers_a_bureau_with_a_link_for_its_first_person(district: District) -> None:
    client = district.client("administrator")
    client.post("/accounts/organisations", {"kind": "bureau", "name": "新局", "place": "广东省", "uscc": ""})
    page = client.get("/accounts/organisations").content.decode()
    token = page.split("/accounts/join/")[1].split('"')[0]
    row = access.invitation_of(token)
    assert (row.role, row.organisation.name, row.organisation.place) == ("officer", "新局", "44")


def test_the_platform_invites_nobody_into_an_organisation_that_has_a_head(district: District) -> None:
    for name in ("甲", "局"):
        with pytest.raises(Refused):
            operations.invite(
                district.actor("administrator"), district.organisations[name], "owner" if name == "甲" else "officer"
            )


@pytest.mark.parametrize("field", ["kind", "place", "demo", "openness", "closed", "id"])
def test_the_profile_changes_only_what_its_form_lists(district: District, field: str) -> None:
    firm = district.organisations["甲"]
    before = getattr(firm, field)
    form = {
        "name": "甲（演示）",
        "place": "440105",
        "kind": "platform",
        "demo": "",
        "openness": "report",
        "closed": "2020-01-01",
        "id": str(district.organisations["乙"].id),
    }
    district.client("owner").post("/accounts/organisation", form)
    firm.refresh_from_db()
    assert getattr(firm, field) == before


def test_the_size_follows_from_the_profile_with_its_article(district: District) -> None:
    """国统字〔2017〕213号划分表：零售业 小型 人员≥10 且营业收入≥100 万元。"""
    client = district.client("owner")
    client.post(
        "/accounts/organisation",
        {
            "name": "甲（演示）",
            "place": "海珠区",
            "industry": "零售业",
            "employees": "12",
            "revenue": "1200000.00",
            "assets": "",
        },
    )
    page = client.get("/accounts/organisation").content.decode()
    assert "小型" in page
    assert "统计上大中小微型企业划分办法（2017）" in page
    firm = district.organisations["甲"]
    firm.refresh_from_db()
    assert (firm.industry, firm.employees, firm.revenue, firm.assets) == ("F52", 12, 120_000_000, None)


# ---- another role --------------------------------------------------------------------------------------------------


def test_a_member_in_another_role_has_a_new_membership_and_no_token_of_the_old(district: District) -> None:
    old = district.standings["hr"]
    hr = district.actor("hr")
    token, _ = operations.make_token(hr, district.organisations["甲"], name="x", scopes=["checkups.read"], days=30)
    made = operations.change_role(district.actor("owner"), old, "employee")
    assert (made.role, made.person_id, made.organisation_id) == ("employee", old.person_id, old.organisation_id)
    assert Membership.unscoped.get(pk=old.pk).until == NOW
    assert ApiToken.unscoped.get(pk=token.pk).ended == NOW
    event = Event.unscoped.get(verb="accounts.role_changed")
    assert (event.data["former"], event.data["role"]) == ("hr", "employee")


@pytest.mark.parametrize(
    ("who", "whose", "role"),
    [
        ("owner", "hr", "owner"),
        ("owner", "hr", "officer"),
        ("owner", "hr", "nothing"),
        ("owner", "hr", "hr"),
        ("owner", "owner", "hr"),
        ("hr", "employee", "hr"),
        ("other_owner", "hr", "employee"),
        ("agency_head", "hr", "employee"),
        ("administrator", "security", "administrator"),
    ],
)
def test_nobody_changes_a_role_upward_to_itself_ones_own_or_elsewhere(
    district: District, who: str, whose: str, role: str
) -> None:
    with pytest.raises(Refused):
        operations.change_role(district.actor(who), district.standings[whose], role)
    assert Membership.unscoped.get(pk=district.standings[whose].pk).until is None


def test_a_membership_that_has_ended_cannot_be_changed(district: District) -> None:
    operations.end_membership(district.actor("owner"), district.standings["hr"])
    with pytest.raises(Conflict):
        operations.change_role(district.actor("owner"), district.standings["hr"], "employee")


def test_a_head_made_a_specialist_leaves_another_head_behind(district: District) -> None:
    second = add(district, "second_head", district.organisations["正"], "agency_head")
    operations.change_role(district.actor("agency_head"), district.standings["second_head"], "specialist")
    assert Membership.unscoped.get(person=second, until__isnull=True).role == "specialist"


def test_one_leaves_only_a_role_of_the_organisation_one_works_in(district: District) -> None:
    elsewhere = operations.join(program(), district.people["hr"], district.organisations["乙"], "hr")
    with pytest.raises(NotFound):
        access.own_role(district.actor("hr"), elsewhere.pk)
    assert access.own_role(district.actor("hr"), district.standings["hr"].pk) == district.standings["hr"]


def test_the_page_of_the_role_offers_what_may_be_given_and_changes_it(district: District) -> None:
    owner = district.client("owner")
    page = f"/accounts/members/{district.standings['hr'].pk}/role"
    assert page in owner.get("/accounts/members").content.decode()
    shown = owner.get(page).content.decode()
    assert 'value="employee"' in shown
    assert 'value="owner"' not in shown
    assert 'value="hr"' not in shown, "that is the present one"
    assert owner.post(page, {"role": "owner"}).status_code == 422
    assert owner.post(page, {"role": "employee"}).headers["Location"] == "/accounts/members"
    assert Membership.unscoped.get(person=district.people["hr"], until__isnull=True).role == "employee"
    assert owner.get(page).status_code == 404, "that membership has ended"
    assert district.client("other_owner").get(page).status_code == 404
    assert (
        "Give"
        in owner.get(
            f"/accounts/members/{district.standings['employee'].pk}/role", headers={"accept-language": "en"}
        ).content.decode()
    )
