"""Pure rules: no database, no Flask, no input or output."""
