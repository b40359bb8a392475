"""Microsoft Graph, one API object a file. What an answer means for a tenant is said in `mto.checks`."""
