"""用工体检: files in, a report out, and from it a plan; the first service of the platform."""
