"""What is true now: claims and findings, one check a kind. Reads only; nothing here writes to a tenant."""
