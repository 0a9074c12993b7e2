"""Values: tax codes, e-mail addresses, money, dates, provinces."""
