"""PAGES: what a person sees who opens a question's link, and what becomes of the answer. Pure."""
