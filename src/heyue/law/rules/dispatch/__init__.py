"""劳务派遣: the share of dispatched workers and the posts they hold."""
