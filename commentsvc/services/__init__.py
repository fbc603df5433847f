"""The write side: one module per noun, one function per action; the only code that changes state."""
