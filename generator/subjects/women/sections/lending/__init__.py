"""The sections of money that is lent: the lines of credit, and the loans to cooperatives."""
