"""What is due at a customer, and what the customer gains."""
