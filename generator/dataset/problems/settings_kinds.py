"""What can be wrong with settings: the descriptor of the data, and those of the site."""

from __future__ import annotations

from generator.dataset.problems.kind import Kind

SETTING = Kind(
    "setting",
    "{title}: MkDocs این تنظیم را نپذیرفت: «{found}». آن را درست کنید یا بردارید؛ افزونهٔ capable-women باید در plugins باشد.",
)
PAGE_HEAD = Kind("page-head", "سر صفحه («{found}») درست بسته نشده است. بالای آن و زیر آن خطی با --- بگذارید.")
SHAPE_KIND = Kind("shape-kind", "{title}: «{found}» پذیرفته نیست. باید این باشد: {expected}.")
SHAPE_KEY = Kind("shape-key", "{title}: ویژگی «{found}» شناخته نیست. شناخته‌ها: {expected}.")
SHAPE_SUBJECT = Kind("shape-subject", "{title}: موضوع «{found}» شناخته نیست. شناخته‌ها: {expected}.")
SHAPE_MISSING = Kind("shape-missing", "{title}: ویژگی «{found}» نوشته نشده است. آن را بنویسید.")
SHAPE_TWICE = Kind("shape-twice", "{title}: نام «{found}» دو بار آمده است. یکی را بردارید یا نام دیگری بگذارید.")
SHAPE_PLACE = Kind("shape-place", "{title}: درست یکی از path، folder و parent لازم است.")
SHAPE_FORMAT = Kind("shape-format", "{title}: تنها در کنار folder می‌آید. آن را بردارید.")
SHAPE_PARENT = Kind(
    "shape-parent", "{title}: «{found}» نام resource دیگری نیست که این فهرست در آن باشد. نام درست را بنویسید."
)
SHAPE_LIST_KEYS = Kind(
    "shape-list-keys",
    "{title}: فیلدهای نخست یک فهرست، کلید resource مادر و سپس position است، همه با derived: true، و هیچ فیلد دیگری derived نیست.",
)
SHAPE_LIST_EMPTY = Kind("shape-list-empty", "{title}: این فهرست هیچ فیلدی از خود ندارد. دست‌کم یکی بنویسید.")
SHAPE_RULE = Kind("shape-rule", "{title}: این قاعده درست نیست: {expected}.")
SHAPE_FIELD = Kind("shape-field", "{title}: فیلد «{found}» نیست. نام یکی از فیلدها را بنویسید. {expected}")
SHAPE_RESOURCE = Kind("shape-resource", "{title}: کلید خارجی به «{found}» مقصدی ندارد. نام یک resource را بنویسید.")
SHAPE_CONSTRAINT = Kind(
    "shape-constraint", "{title}: «{found}» برای فیلدی از گونهٔ {expected} معنا ندارد. آن را بردارید."
)
SHAPE_PAIRS = Kind("shape-pairs", "{title}: شمار فیلدهای دو سوی کلید خارجی یکی نیست.")
