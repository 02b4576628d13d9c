"""Subjects: what one bank knows of its own datasets and no other bank does."""
