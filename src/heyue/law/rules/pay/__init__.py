"""工资: what must be paid, when, and what may be taken off."""
