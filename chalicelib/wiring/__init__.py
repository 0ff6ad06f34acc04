"""Builds what the shell drives of its adapters: each on first use, and only what is asked for."""
