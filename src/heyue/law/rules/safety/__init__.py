"""安全与职业健康: safety training and occupational health checks."""
