"""How many records a sample has when nobody says: read by the command line too, so it imports nothing."""

from __future__ import annotations

# Resource → how many, and what the option of that name counts.
USUAL: dict[str, tuple[int, str]] = {
    "women": (200, "تعداد زنان."),
    "cooperatives": (40, "تعداد تعاونی‌ها و صندوق‌ها."),
    "programs": (12, "تعداد برنامه‌ها."),
    "loans": (60, "تعداد وام‌ها."),
    "meetings": (24, "تعداد نشست‌ها؛ گزارش‌ها، سندها، کارگروه‌ها و شاخص‌ها به نسبت آن‌ها، و با ۰ هیچ."),
}
