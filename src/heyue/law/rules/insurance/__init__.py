"""社会保险: who must be insured, from when, and for how much."""
