"""What the shell needs of the world. Adapters supply it; one contract suite per port holds them."""
