"""管理命令: backup, restore, demo, move-to-postgres."""
