"""The parts of the page of a county, and its other pages: beside another county, and the card that other sites embed."""
