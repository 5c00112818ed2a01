"""法律规则: one module a rule, under its subject."""
