"""经济补偿和赔偿金: what is owed when an employment ends."""
