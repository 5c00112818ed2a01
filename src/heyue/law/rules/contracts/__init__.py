"""劳动合同: written contracts, their terms and what must not be in them."""
