"""劳动法律: what the law says, as expressions over facts."""
