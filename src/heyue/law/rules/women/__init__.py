"""女职工: the protection of pregnancy, childbirth and nursing."""
