"""What the makers of the program run: the pages of reference and the pictures, both made from the program itself."""
