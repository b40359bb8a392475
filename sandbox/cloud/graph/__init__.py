"""Microsoft Graph, v1.0 and beta: one API object a file, each with its own table of routes."""
