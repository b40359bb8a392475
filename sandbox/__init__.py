"""A local Microsoft cloud for the program that runs in production. Imports nothing of the product; nothing imports it."""
