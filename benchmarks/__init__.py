"""测速: how fast heyue is on this machine, as ratios to the same work done another way."""
