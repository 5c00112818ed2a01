"""和约: labour law as code, and the services that stand on it."""

__version__ = "0.1.0"
