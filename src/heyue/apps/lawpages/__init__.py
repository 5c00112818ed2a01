"""法律页面: every rule, article, place and figure as a page for everyone; nothing is stored and nobody is asked who they are."""
