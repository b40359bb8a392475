"""The Pulumi engine and the Python environment: finds them, or makes them from what the clone locks.

Runs before anything is installed, so it is standard library only and imports nothing else of ours. What a run of the
engine does is no matter of this room.
"""
