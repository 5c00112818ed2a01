"""工会与民主管理: the union, mediation and collective contracts."""
