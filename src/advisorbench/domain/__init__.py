"""The method, pure: rules that take facts and a day and give verdicts with reasons.

Nothing here reads a clock, a file, a setting or a database; everything is handed in.
"""
