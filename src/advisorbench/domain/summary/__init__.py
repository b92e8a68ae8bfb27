"""What a period brought, for a manager."""
