"""The places where the user can be, and the questions that are asked there."""
