"""Attributes that the program fills in, one file a rule; every module with a constant RULE is one.

What is computed is a first answer: a person may give another, which then stays.
"""
