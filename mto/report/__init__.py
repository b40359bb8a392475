"""Pure renderings: data in, text out. Nothing here looks anything up."""
