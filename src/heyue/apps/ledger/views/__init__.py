"""台账的页面: people and contracts, records, facts to be taken over, deadlines and feeds, public services."""

from heyue.apps.ledger.views.dates import dates, end_feed, feed, feeds, handle, settings, unhandle
from heyue.apps.ledger.views.people import company, contracts, hold, identity, people, person, release, restrict
from heyue.apps.ledger.views.records import add, correct, record, strike, table
from heyue.apps.ledger.views.services import enter_service, services, withdraw_service
from heyue.apps.ledger.views.taking import discard, proposal, take_over

__all__ = [
    "add",
    "company",
    "contracts",
    "correct",
    "dates",
    "discard",
    "end_feed",
    "enter_service",
    "feed",
    "feeds",
    "handle",
    "hold",
    "identity",
    "people",
    "person",
    "proposal",
    "record",
    "release",
    "restrict",
    "services",
    "settings",
    "strike",
    "table",
    "take_over",
    "unhandle",
    "withdraw_service",
]
