"""证明材料: files attached to a case, a task, a record …, looked into before they are kept, versioned, never overwritten."""
