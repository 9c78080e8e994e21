"""The explorer: the record as web pages, served to this machine or published as files.

`page` says what a page is, `pages` has them, `app` serves them, `publish` writes them. Reads the record, runs no stage.
"""
