"""消息、到期和推送: what people and other programs are told, and what is to be done at a certain time."""
