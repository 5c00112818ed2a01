"""服务事项: cases that move through the workflows of the catalogue, with deadlines, comments and their whole history."""
