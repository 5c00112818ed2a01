"""行为记录: every deed leaves one event, in the deed's own transaction, in a chain that shows any later change."""
