"""事实表: one builder a grain: sorted tables in, rows with derived facts out."""
