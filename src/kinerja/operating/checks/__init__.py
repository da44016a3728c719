"""What the doctor looks at, one module per part of an installation. Nothing here writes anything."""
