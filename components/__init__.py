"""What is declared, one component a kind. Never opens a connection: that is left to plugins and `mto.providers`."""
