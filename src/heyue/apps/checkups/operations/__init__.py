"""体检能做的事: runs.py (hand in, run, map), reports.py (plan, share, open, download, remove), filling.py (fill in online)."""

from heyue.apps.checkups.operations.filling import drop_person, fill, fill_person, open_person, submit
from heyue.apps.checkups.operations.reports import download, open_report, plan, remove, share, shared, unshare
from heyue.apps.checkups.operations.runs import Held, advance, again, ask, fail, finish, mapping, resume, start, take_up

__all__ = [
    "Held",
    "advance",
    "again",
    "ask",
    "download",
    "drop_person",
    "fail",
    "fill",
    "fill_person",
    "finish",
    "mapping",
    "open_person",
    "open_report",
    "plan",
    "remove",
    "resume",
    "share",
    "shared",
    "start",
    "submit",
    "take_up",
    "unshare",
]
