"""Kinds of mails, one file for each family."""

from . import forms, forwards, letters, markets, notices
