"""Values of cells and forms: tax codes, e-mail addresses, money, dates, provinces and addresses."""
