"""管理命令: audit verify, audit anchor."""
