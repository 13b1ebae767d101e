"""店长页, the manager's corner: what is set up rather than done. `pages` lists its pages, one
`<page>_page.py` each."""
