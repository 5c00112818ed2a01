"""试用期: how long a probation may be, how often, and what it must pay."""
