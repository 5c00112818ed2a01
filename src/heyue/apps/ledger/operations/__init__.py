"""台账能做的事: what is done to the ledger, each an operation.

Take over what a check-up read, record and correct, look at what is sensitive, keep deadlines, subscribe, enter services.
"""

from heyue.apps.ledger.operations.agreed import MOST_TURNS, Held, agree, begin, hand_back, take_up_again, write
from heyue.apps.ledger.operations.book import QUICKER
from heyue.apps.ledger.operations.dates import handle, remind, settings, unhandle
from heyue.apps.ledger.operations.feeds import read_feed, subscribe, unsubscribe
from heyue.apps.ledger.operations.people import export, hold, open_person, release, restrict, retain, reveal
from heyue.apps.ledger.operations.records import add, correct, strike
from heyue.apps.ledger.operations.services import enter_service, withdraw_service
from heyue.apps.ledger.operations.taking import Choices, accept, discard, propose, take_over

__all__ = [
    "MOST_TURNS",
    "QUICKER",
    "Choices",
    "Held",
    "accept",
    "add",
    "agree",
    "begin",
    "correct",
    "discard",
    "enter_service",
    "export",
    "hand_back",
    "handle",
    "hold",
    "open_person",
    "propose",
    "read_feed",
    "release",
    "remind",
    "restrict",
    "retain",
    "reveal",
    "settings",
    "strike",
    "subscribe",
    "take_over",
    "take_up_again",
    "unhandle",
    "unsubscribe",
    "withdraw_service",
    "write",
]
