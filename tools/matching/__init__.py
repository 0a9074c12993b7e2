"""Matching: keys, strengths of matches, whether two records may be one person."""
