"""账户能做的事: sign up, register, join, invite, give and end mandates, staff power, tokens, erasure."""

from heyue.apps.accounts.operations.factors import (
    agree_to_factor_reset,
    ask_factor_reset,
    decline_factor_reset,
    reset_factor,
)
from heyue.apps.accounts.operations.mandates import (
    ask_mandate,
    decline_mandate,
    end_mandate,
    give_mandate,
    renew_mandate,
    withdraw_request,
)
from heyue.apps.accounts.operations.members import (
    change_role,
    end_membership,
    invite,
    join,
    switch,
    take_invitation,
    withdraw_invitation,
)
from heyue.apps.accounts.operations.organisations import change_openness, change_profile, register, sign_up
from heyue.apps.accounts.operations.own_data import erase, export
from heyue.apps.accounts.operations.powers import end_power, end_token, make_token, open_power
from heyue.apps.accounts.operations.retention import retain
from heyue.apps.accounts.operations.rights import NOTICE
from heyue.apps.accounts.operations.sign_in import (
    ask_reset,
    change_person,
    disable,
    enable,
    make_reset_link,
    note_factor_added,
    note_factor_removed,
    note_password_changed,
    note_sign_in,
    reset_password,
    send_reset_link,
)
from heyue.apps.accounts.operations.staff import note_clients_export, note_district_export, unlock

__all__ = [
    "NOTICE",
    "agree_to_factor_reset",
    "ask_factor_reset",
    "ask_mandate",
    "ask_reset",
    "change_openness",
    "change_person",
    "change_profile",
    "change_role",
    "decline_factor_reset",
    "decline_mandate",
    "disable",
    "enable",
    "end_mandate",
    "end_membership",
    "end_power",
    "end_token",
    "erase",
    "export",
    "give_mandate",
    "invite",
    "join",
    "make_reset_link",
    "make_token",
    "note_clients_export",
    "note_district_export",
    "note_factor_added",
    "note_factor_removed",
    "note_password_changed",
    "note_sign_in",
    "open_power",
    "register",
    "renew_mandate",
    "reset_factor",
    "reset_password",
    "retain",
    "send_reset_link",
    "sign_up",
    "switch",
    "take_invitation",
    "unlock",
    "withdraw_invitation",
    "withdraw_request",
]
