"""管理命令: what the installation is looked after with."""
