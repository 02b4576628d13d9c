"""What can be wrong with a table as such: its columns and rows."""

from __future__ import annotations

from generator.dataset.problems.kind import Kind, Role

MISSING_COLUMN = Kind("missing-column", "ستون «{found}» در ردیف نخست نیست. ستون‌ها باید این‌ها باشند: {expected}.")
EXTRA_COLUMN = Kind("extra-column", "ستون «{found}» شناخته نیست. ستون‌ها باید این‌ها باشند: {expected}.")
DUPLICATE_COLUMN = Kind("duplicate-column", "ستون «{found}» دو بار آمده است. یکی را حذف کنید.")
UNNAMED_COLUMN = Kind(
    "unnamed-column", "در ردیف نخست {found} ستون بی‌نام هست. ستون‌های خالی را در اکسل انتخاب کنید و پاک کنید (Delete)."
)
DELIMITER = Kind(
    "delimiter",
    "ستون‌ها با «{found}» جدا شده‌اند، نه با «,». در اکسل فایل را با نوع «CSV UTF-8 (Comma delimited)» ذخیره کنید؛ اگر باز هم چنین شد، جداکننده (List separator) را در تنظیم‌های ویندوز «,» بگذارید.",
)
ROW_LENGTH = Kind(
    "row-length",
    'این ردیف {found} خانه دارد، ولی ردیف نخست {expected} خانه. اگر در متنی «,» هست، همهٔ متن باید میان دو نشانهٔ " باشد.',
)
BLANK_ROW = Kind(
    "blank-row",
    "از این خط {found} ردیف خالی است. آن‌ها را حذف کنید.",
    role=Role.MENDED,
)
CSV_QUOTE = Kind("csv-quote", 'نشانهٔ " در این خط باز شده و بسته نشده است. هر " باید جفت داشته باشد.')
FLOOR = Kind("floor", "«{title}» {found} ردیف دارد، ولی دست‌کم {expected} ردیف باید داشته باشد. آیا چیزی پاک شده است؟")
