"""管理命令: one module each."""
