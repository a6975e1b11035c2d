"""What a person reads: notation of numbers and dates, and the catalogue of sentences in each language."""
