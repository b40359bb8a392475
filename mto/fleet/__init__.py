"""Many stacks: which ones, a child process each, watched and cleaned up after. Declares nothing itself."""
