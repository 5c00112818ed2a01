"""规章制度: how company rules are made and what must not be in them."""
