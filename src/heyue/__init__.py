"""和约: labour law as code, and the services that stand on it."""
