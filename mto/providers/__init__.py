"""Pulumi's life cycle for API objects that no SDK covers (or not safely). One object a file; `base` owns the shape."""
