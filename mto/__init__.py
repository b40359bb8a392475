"""The library and the command `mto`: onboarding into Microsoft Defender multitenant management as code."""
