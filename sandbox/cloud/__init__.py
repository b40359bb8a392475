"""The cloud itself: network, request path, state, and a room for each of Microsoft's services.

Nothing here imports the product, and no behaviour is taken from it: each names the document or measurement it rests on.
"""
