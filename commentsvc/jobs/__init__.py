"""The background entry point: periodic work now, handlers of events as they come."""
