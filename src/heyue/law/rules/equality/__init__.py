"""平等: pay and contracts compared by sex and form of work, as questions with numbers."""
