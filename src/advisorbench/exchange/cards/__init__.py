"""vCards."""
