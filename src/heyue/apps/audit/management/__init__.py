"""命令: audit."""
