"""超龄劳动者: people who work past the statutory retirement age."""
