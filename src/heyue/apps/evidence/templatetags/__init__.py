"""模板标签: the evidence beside a thing, on any page."""
