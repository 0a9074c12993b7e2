"""Names of people and companies: parsing, capitals, honorifics, search keys."""
