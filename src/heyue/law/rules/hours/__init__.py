"""工时: working hours, rest and the special hours systems."""
