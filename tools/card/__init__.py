"""Business cards: vCards, QR codes and printed text."""
