"""Finds the Pulumi engine, or builds it. Standard library only: it runs before the Python environment stands."""
