"""命令行: the one place that prints, reads the clock and knows exit codes."""
