"""What is known: facts, states and actions."""
