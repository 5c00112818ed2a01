"""未成年工: the ban on child labour and the protection of workers under 18."""
