"""What can be wrong with what is said of people: private facts, names, sources, and who was withdrawn."""

from __future__ import annotations

from generator.dataset.problems.kind import WARNING, Kind, Role

PRIVATE_NATIONAL_ID = Kind(
    "private-national-id",
    "{title}: شماره‌ای مانند کد ملی آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_MOBILE = Kind(
    "private-mobile",
    "{title}: شمارهٔ تلفن همراه آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_PHONE = Kind(
    "private-phone",
    "{title}: شمارهٔ تلفن آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_CARD = Kind(
    "private-card",
    "{title}: شماره‌ای مانند شمارهٔ کارت بانکی آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_SHEBA = Kind(
    "private-sheba",
    "{title}: شماره‌ای مانند شبا آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_EMAIL = Kind(
    "private-email",
    "{title}: نشانی ایمیل آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_HANDLE = Kind(
    "private-handle",
    "{title}: شناسهٔ پیام‌رسان آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_POSTAL_CODE = Kind(
    "private-postal-code",
    "{title}: شماره‌ای مانند کد پستی آمده است ({found}). این از اطلاعات خصوصی است؛ آن را پاک کنید.",
    role=Role.PRIVATE,
)
PRIVATE_NUMBER = Kind(
    "private-number",
    "{title}: فقط عدد آمده است ({found}). اگر بخشی از شمارهٔ کسی است، پاکش کنید؛ وگرنه کنار آن بنویسید چیست.",
    role=Role.PRIVATE,
)
PRIVATE_ADDRESS = Kind(
    "private-address",
    "{title}: متن به نشانی خانه می‌ماند ({found}). اگر نشانی خانه است، پاکش کنید.",
    severity=WARNING,
)
TOLD_BIRTH_DAY = Kind(
    "told-birth-day",
    "{title}: به روز یا ماه تولد او می‌ماند. از کسی که زنده است فقط سال تولد نوشته می‌شود؛ روز و ماه را حذف کنید.",
    severity=WARNING,
)
TOLD_FAMILY = Kind(
    "told-family",
    "{title}: چیزی دربارهٔ ازدواج یا فرزند آمده است. این نکته دربارهٔ زندگی خصوصی اوست؛ اگر خودش نخواسته است آن را حذف کنید. اگر از کار او می‌گوید، بماند.",
    severity=WARNING,
)
TOLD_HEALTH = Kind(
    "told-health",
    "{title}: چیزی دربارهٔ بیماری یا معلولیت آمده است. این نکته دربارهٔ زندگی خصوصی اوست؛ اگر خودش نخواسته است آن را حذف کنید. اگر از کار او می‌گوید، بماند.",
    severity=WARNING,
)
TOLD_RELIGION = Kind(
    "told-religion",
    "{title}: چیزی دربارهٔ دین یا مذهب آمده است. این نکته دربارهٔ زندگی خصوصی اوست؛ اگر خودش نخواسته است آن را حذف کنید. اگر از کار او می‌گوید، بماند.",
    severity=WARNING,
)
TOLD_CHARITY = Kind(
    "told-charity",
    "{title}: چیزی دربارهٔ دریافت کمک آمده است. این نکته دربارهٔ زندگی خصوصی اوست؛ اگر خودش نخواسته است آن را حذف کنید. اگر از کار او می‌گوید، بماند.",
    severity=WARNING,
)
TOLD_EDUCATION = Kind(
    "told-education",
    "{title}: به تحصیل او می‌ماند. مبنای انتشار او سند عمومی است و تحصیل بدون رضایت خود او نوشته نمی‌شود؛ آن را حذف کنید یا از خودش رضایت بگیرید.",
    severity=WARNING,
)
TOLD_OFFICE = Kind(
    "told-office",
    "{title}: به سمت کنونی او می‌ماند. مبنای انتشار او سند عمومی است و سمت بدون رضایت خود او فقط با سالش نوشته می‌شود، مانند «رئیس شورای شهر در ۱۳۹۶». سال را بنویسید یا آن را حذف کنید.",
    severity=WARNING,
)
UNCITED = Kind(
    "uncited",
    "{title}: به هیچ منبعی وصل نیست. زیر همین مورد، در sources، شناسهٔ یکی از منابع پرونده را بنویسید، مانند «- s1».",
    door="{title}: روشن نیست کدام منبع این را می‌گوید. شمارهٔ آن در «منابع» را بنویسید، مانند «1».",
    role=Role.ABSENT,
)
TWO_PEAKS = Kind(
    "two-peaks",
    "بیش از یک دستاورد برجسته شده است. فقط یکی را نگه دارید.",
    door="صفحهٔ او دستاوردی برجسته دارد، یا در این فرم بیش از یکی برجسته است. «برجسته» را در این فرم بردارید، یا فقط برای یکی نگه دارید؛ اگر باید به جای دستاورد کنونی بیاید، صفحهٔ او را اصلاح کنید.",
)
PHOTO_MISSING = Kind("photo-missing", "فایل تصویر «{found}» کنار این پرونده نیست.")
NAME_TITLE = Kind(
    "name-title",
    "{title}: «{found}» لقب است. نام را بدون لقب بنویسید و لقب را در کلید honorific.",
    door="{title}: «{found}» لقب است. نام را بدون لقب بنویسید و لقب را در «عنوان».",
    severity=WARNING,
)
NAME_TITLE_ALONE = Kind("name-title-alone", "{title}: «{found}» لقب است. نام را بدون لقب بنویسید.", severity=WARNING)
NAME_TURNED = Kind(
    "name-turned",
    "{title}: در «{found}» گویا نام خانوادگی پیش از نام آمده است. نخست نام را بنویسید، سپس نام خانوادگی را.",
    severity=WARNING,
)
NAME_SEVERAL = Kind(
    "name-several",
    "{title}: در «{found}» شاید نام دو نفر آمده باشد. هر نفر پروندهٔ خود را دارد؛ نام دیگر او در «نام‌های دیگر» می‌آید.",
    severity=WARNING,
)
NAME_LINES = Kind(
    "name-lines",
    "{title}: در «{found}» نام در چند خط آمده است و روشن نیست نام یک نفر است یا چند نفر. نام یک نفر را در یک خط بنویسید؛ هر نفر پروندهٔ خود را دارد.",
)
LIKELY_DUPLICATE = Kind(
    "likely-duplicate",
    "شاید «{found}» همان «{expected} ({others})» باشد که پیش‌تر ثبت شده است. اگر یکی‌اند، دو پرونده را یکی کنید.",
    door="شاید «{found}» همان «{expected}» ({others}) باشد. اگر یکی‌اند، این را حذف کنید و آن را اصلاح کنید؛ اگر نه، کاری لازم نیست.",
    severity=WARNING,
)
WITHDRAWN = Kind(
    "withdrawn",
    "این پرونده پیش‌تر به خواست خود او حذف شده است. تا نگه‌دارندهٔ داده‌ها اجازه ندهد، دوباره افزوده نمی‌شود.",
)
WITHDRAWN_KEY = Kind(
    "withdrawn-key",
    "{found} اثر انگشت با کلیدی ساخته شده است که اکنون در متغیر WITHDRAWAL_KEY نیست؛ پس اگر آن نام‌ها دوباره بیایند، شناخته نمی‌شوند. همان کلید را در WITHDRAWAL_KEY بگذارید.",
    severity=WARNING,
)

# What is found in a text, by the codes of the rules that find it.
PRIVATE = {
    kind.code: kind
    for kind in (
        PRIVATE_NATIONAL_ID,
        PRIVATE_MOBILE,
        PRIVATE_PHONE,
        PRIVATE_CARD,
        PRIVATE_SHEBA,
        PRIVATE_EMAIL,
        PRIVATE_HANDLE,
        PRIVATE_POSTAL_CODE,
        PRIVATE_ADDRESS,
    )
}
TOLD = {
    kind.code: kind
    for kind in (
        TOLD_BIRTH_DAY,
        TOLD_FAMILY,
        TOLD_HEALTH,
        TOLD_RELIGION,
        TOLD_CHARITY,
        TOLD_EDUCATION,
        TOLD_OFFICE,
    )
}
