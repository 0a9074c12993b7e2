"""Incoming mails: policy, classification, forms, signatures and the customer they name."""
