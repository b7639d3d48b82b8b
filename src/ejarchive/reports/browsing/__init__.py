"""The pages by which a journal is browsed offline: each has its links in it, none needs a script."""
