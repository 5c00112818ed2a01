"""时钟: `heyue manage clock` wakes what is due, every 20 seconds, until it is stopped."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from heyue.apps.notices.tasks import tick

SECONDS = 20
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "到点办事：提醒、推送、每日例行。Runs what is due: reminders, messages, daily routines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one turn, then stop")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        if once:
            tick()
            return
        while True:
            close_old_connections()
            try:
                tick()
            except DatabaseError:
                log.exception("the database did not answer; again in %s s", SECONDS)
            time.sleep(SECONDS)
