"""A local Microsoft cloud for the program that runs in production. It and the product never import each other."""
