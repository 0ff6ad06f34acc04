"""SAMPLE: a desk to try and to show, made by rule from one instant; nobody in it is real."""
