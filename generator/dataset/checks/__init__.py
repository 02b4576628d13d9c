"""What must hold in any package, and what is only suspicious."""
