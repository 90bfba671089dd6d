"""The dossier: pinned records with notes, and what is made of them for others to read."""
