"""目录: what is offered and how it is handled — roles, workflows, service items — as data, without Django."""
