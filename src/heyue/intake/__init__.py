"""读表: a company's own spreadsheets in, canonical tables out, with every cell that could not be read."""
