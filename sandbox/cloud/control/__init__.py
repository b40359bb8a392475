"""The control interface: what no Microsoft service offers, on a port of its own, never through the proxy."""
