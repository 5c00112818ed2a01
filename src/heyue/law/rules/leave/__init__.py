"""休假: annual leave, maternity leave and other leave the law pays for."""
