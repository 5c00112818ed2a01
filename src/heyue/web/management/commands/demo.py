"""演示: heyue manage demo, fills the demonstration's database once, and prints the accounts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from heyue.apps.deeds.both import Pair
from heyue.catalog.roles import roles

SHOWN_OWNERS = 3


class Command(BaseCommand):
    requires_system_checks = ()
    help = "造演示辖区 / make the demonstration district (heyue serve --demo)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--firms", type=int, default=40)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HEYUE_DEMO:
            raise CommandError("只能由 heyue serve --demo 调用 / only heyue serve --demo makes it")
        from heyue.web import demo

        now = timezone.now()
        if not demo.made_already():
            demo.make(self._say, now=now, day=timezone.localtime(now).date(), firms_wanted=options["firms"])
        self._accounts(demo.accounts_of_demo(), demo.PASSWORD)

    def _say(self, words: Pair) -> None:
        self.stdout.write(words[0])
        self.stdout.flush()

    def _accounts(self, found: list[Any], password: str) -> None:
        self.stdout.write(
            f"\n演示账号，密码都是 {password}；也可以在登录页直接选角色\nAccounts, all with that password; the sign-in page also lets you pick a role"
        )
        owners = 0
        for one in found:
            role = roles().roles[one.role]
            owners += role.name == "owner"
            if role.name == "owner" and owners > SHOWN_OWNERS:
                continue
            self.stdout.write(f"  {one.login:<28}{role.zh} · {one.organisation}")
        self.stdout.write(f"  owner04 … owner{owners:02d}@demo.test      其余企业 / the other firms\n")
