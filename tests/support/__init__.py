"""What every test may lean on: databases, a clock, ports, processes, waiting. No test lives here."""
