"""What can be noted and looked up, a module for each thing it is about."""
