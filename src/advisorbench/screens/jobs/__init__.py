"""What each command asks, and the use case that its answer goes to."""
