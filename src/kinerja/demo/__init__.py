"""The demo: four cities loaded from plain files through the public commands, and the story of each."""
