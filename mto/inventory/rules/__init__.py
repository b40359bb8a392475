"""What must hold between values, one concern a module: `check(draft)` tells it. Shapes are left to `reading`."""
