"""Which hosts the sandbox answers for, and the service behind each. Any other host is refused by the proxy."""

SERVICES: dict[str, str] = {
    "login.microsoftonline.com": "login",
    "login.microsoftonline.us": "login",
    "login.windows.net": "login",
    "sts.windows.net": "login",
    "graph.microsoft.com": "graph",
    "graph.microsoft.us": "graph",
    "dod-graph.microsoft.us": "graph",
    "management.azure.com": "arm",
    "management.usgovcloudapi.net": "arm",
    "security.microsoft.com": "portal",
    "mto.security.microsoft.com": "portal",
    "security.microsoft.us": "portal",
    "security.apps.mil": "portal",
    "api.security.microsoft.com": "defender",
}

GRAPH_HOST_OF_CLOUD = {
    "public": "graph.microsoft.com",
    "gcc": "graph.microsoft.com",
    "gcc-high": "graph.microsoft.us",
    "dod": "dod-graph.microsoft.us",
}
LOGIN_HOST_OF_CLOUD = {
    "public": "login.microsoftonline.com",
    "gcc": "login.microsoftonline.com",
    "gcc-high": "login.microsoftonline.us",
    "dod": "login.microsoftonline.us",
}
