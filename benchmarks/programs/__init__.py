"""The smallest programs that do a thing at all: the floors."""
