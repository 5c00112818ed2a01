"""应用: what heyue remembers. Each app has the same file names; docs/architecture.md says which may import which."""
