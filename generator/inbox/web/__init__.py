"""The pages of the inbox and the desk; nobody else knows Werkzeug, waitress and segno."""
