"""Azure Resource Manager, as far as sign-in checks ask for it: subscriptions and tenants."""
