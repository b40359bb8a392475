"""What people type, one verb a file. Thin: each gathers its input, calls one room below, prints what it answers."""
