"""The social service, level 2: who turns to it, its first level, its social workers."""
