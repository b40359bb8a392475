"""The vocabulary: `config/` as typed, checked Python objects. Opens no connection and knows no engine."""
