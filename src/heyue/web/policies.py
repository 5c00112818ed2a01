"""别人写的页面: what the views of libraries ask, by the name of their address; one that is not listed stops the boot."""

from __future__ import annotations

from typing import Any

from heyue.apps.deeds.policy import PUBLIC, SIGNED_IN, Policy

_BOTH = frozenset({"GET", "POST"})
LIBRARY: dict[str, Policy] = {
    "account_login": Policy(PUBLIC, _BOTH),
    "account_logout": Policy(PUBLIC, _BOTH),
    "account_change_password": Policy(SIGNED_IN, _BOTH),
    "account_reauthenticate": Policy(SIGNED_IN, _BOTH),
    "account_inactive": Policy(PUBLIC, frozenset({"GET"})),
    "mfa_index": Policy(SIGNED_IN, frozenset({"GET"})),
    "mfa_authenticate": Policy(PUBLIC, _BOTH),
    "mfa_reauthenticate": Policy(SIGNED_IN, _BOTH),
    "mfa_activate_totp": Policy(SIGNED_IN, _BOTH),
    "mfa_deactivate_totp": Policy(SIGNED_IN, _BOTH),
    "mfa_view_recovery_codes": Policy(SIGNED_IN, frozenset({"GET"})),
    "mfa_generate_recovery_codes": Policy(SIGNED_IN, _BOTH),
    "mfa_download_recovery_codes": Policy(SIGNED_IN, frozenset({"GET"})),
    "usersessions_list": Policy(SIGNED_IN, _BOTH),
    "openid_connect_login": Policy(PUBLIC, _BOTH),
    "openid_connect_callback": Policy(PUBLIC, frozenset({"GET"})),
    "socialaccount_login_cancelled": Policy(PUBLIC, frozenset({"GET"})),
    "socialaccount_login_error": Policy(PUBLIC, frozenset({"GET"})),
    "socialaccount_signup": Policy(PUBLIC, _BOTH),
    "socialaccount_connections": Policy(SIGNED_IN, _BOTH),
    "set_language": Policy(PUBLIC, frozenset({"POST"})),
}


def of_library(match: Any) -> Policy | None:
    """The policy of a library's view; the API (`api-…`) asks for itself, operation by operation."""
    name = (match.url_name or "") if match is not None else ""
    if match is not None and "api" in (match.namespaces or []):
        return Policy("handled", frozenset())
    return LIBRARY.get(name)
