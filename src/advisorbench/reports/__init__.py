"""Documents that people read: each is made from what the domain gathered, as Markdown and as a page."""
