"""What `make bench` measures: medians, and ratios to floors measured in the same run."""
