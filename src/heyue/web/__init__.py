"""网页: settings, addresses, middleware and the look; what the apps remember, shown."""
