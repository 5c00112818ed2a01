"""账户的页面: signing up and joining, one's organisation, mandates, the platform's staff, oneself."""
