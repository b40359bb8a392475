"""The Defender portal's own, unpublished interface. Sessions are a person's and never leave this process."""
