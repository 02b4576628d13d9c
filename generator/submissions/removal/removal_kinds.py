"""What is said where a record is withdrawn: what cannot be, and what still names it."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

NOT_WITHDRAWABLE = Kind(
    "not-withdrawable",
    "صفحهٔ {found} با درخواست حذف نمی‌شود؛ فقط پروندهٔ {expected} حذف می‌شود. اگر چیزی در آن نادرست است، اصلاحش را بخواهید.",
)
WITHDRAWN_KEYLESS = Kind(
    "withdrawn-keyless",
    "اثر انگشت بدون کلید ساخته شد: هر که نام و شهرستان را بداند، می‌تواند بررسی کند که حذف شده است یا نه. این حذف را برگردانید، کلید را در متغیر WITHDRAWAL_KEY بگذارید و دوباره بردارید.",
    severity=WARNING,
)
MENTIONED = Kind(
    "mentioned",
    "نام کامل یا شناسهٔ پروندهٔ حذف‌شده اینجا هم هست: «{found}». آن را هم بردارید، مگر آنکه از هم‌نام دیگری باشد؛ وگرنه با سایت منتشر می‌شود، و اگر پیوندی به همین فایل باشد سایت ساخته نمی‌شود.",
    severity=WARNING,
    role=Role.MENTION,
)
MENTIONED_PERHAPS = Kind(
    "mentioned-perhaps",
    "اینجا فقط بخشی از نام پروندهٔ حذف‌شده، مانند نام خانوادگی، هست: «{found}». شاید از کسی دیگر باشد؛ ببینید و اگر از همان پرونده است، آن را هم بردارید.",
    severity=WARNING,
    role=Role.MENTION,
)
MENTIONED_BESIDE = Kind(
    "mentioned-beside",
    "نام کامل یا شناسهٔ پروندهٔ حذف‌شده در این فایل مخزن هم هست: «{found}». این فایل با سایت منتشر نمی‌شود، ولی مخزن عمومی است. آن را هم بردارید، مگر آنکه از هم‌نام دیگری باشد.",
    severity=WARNING,
    role=Role.MENTION,
)
