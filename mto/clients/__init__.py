"""The only room that opens a connection: transport, tokens, clouds, and one API object a file. Judges nothing."""
