"""The Defender portal's unpublished interface, as public captures show it; its writes are inferred."""
