"""账户: people, organisations, roles, mandates, invitations, staff power and API tokens."""
