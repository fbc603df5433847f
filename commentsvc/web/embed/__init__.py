"""What a publisher's page loads, and the pages without JavaScript."""
