"""退休: the statutory retirement day under the gradual delay."""
