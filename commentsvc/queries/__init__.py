"""The read side: one function per screen or endpoint; never writes."""
