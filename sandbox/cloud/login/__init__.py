"""Microsoft Entra's sign-in host: metadata and tokens."""
