"""角色们: everybody who asks in the access matrix: each role of roles.yaml once, and those who must be kept out.

stranger        nobody signed in
other_owner     owner of 乙, in the same district
far_owner       owner of 丙, in another district
ended           specialist of an agency whose mandate of 甲 ended yesterday
far_officer     officer of the bureau of another district
one_factor      specialist of the agency with a mandate, without the second factor
former          personnel clerk of 甲 until yesterday, with nothing now
shut            clerk of 甲 whose account was shut while signed in
looker          platform administrator with an open, stated look into 甲
off_scope       specialist of an agency with a mandate of 甲 for cases only
"""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from heyue.apps.accounts import operations
from heyue.apps.accounts.models import Mandate, Membership, Person
from heyue.catalog.roles import roles
from tests.district import DAY, NOW, District, add, program

OUTSIDERS = ("stranger", "other_owner", "far_owner", "ended", "far_officer", "one_factor", "former", "shut")
"""Whoever may know nothing of 甲 but its name."""
GUESTS = ("looker", "off_scope")


def everybody() -> list[str]:
    """All persona names: roles as in roles.yaml, then the rest."""
    return [*roles().roles, *OUTSIDERS, *GUESTS]


def settle(district: District) -> None:
    """Adds whoever is not of the plain district."""
    add(district, "one_factor", district.organisations["正"], "specialist")
    for who in ("former", "shut"):
        add(district, who, district.organisations["甲"], "hr")
    Membership.unscoped.filter(pk=district.standings["former"].pk).update(until=NOW - timedelta(days=1))
    Person.objects.filter(pk=district.people["shut"].pk).update(is_active=False)
    add(district, "looker", district.organisations["平台"], "administrator")
    third = operations.register(program(), kind="agency", name="旁（演示）", place="440105", demo=True)
    district.organisations["旁"] = third
    add(district, "off_scope", third, "specialist")
    Mandate.unscoped.create(
        number="SQ-3", agency=third, client=district.organisations["甲"], scope=["cases"], since=DAY - timedelta(days=9),
        until=DAY + timedelta(days=300), asked=NOW, given=NOW, asked_by=district.people["off_scope"], given_by=district.people["owner"],
    )  # fmt: skip


def client(district: District, who: str) -> Client:
    """A browser of that persona."""
    if who == "stranger":
        return district.client(None)
    signed_in = district.client(who)
    if who == "one_factor":
        session = signed_in.session
        session["account_authentication_methods"] = [{"method": "password", "at": 0.0}]
        session.save()
    return signed_in
