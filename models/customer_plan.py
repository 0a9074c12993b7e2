"""A customer to create: for which lead, with which values, below which company, made of this lead's data or not."""

from collections import namedtuple

Plan = namedtuple("Plan", ("lead", "vals", "company", "is_own"))
