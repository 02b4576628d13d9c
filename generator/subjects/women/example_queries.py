"""The example questions that the bank's SQLite file answers, by the dataset that they are about.

No answer names a living woman: the page may be found by search engines, and of public records they are asked to stay away.
"""

from __future__ import annotations

from generator.site.exports.open_data.question import Question

WOMEN = (
    Question(
        "women-by-domain",
        "حوزهٔ نخست زنان: در هر حوزه نام چند زن ثبت شده است؟",
        """SELECT domains.name, count(*) AS women
FROM women_domains
JOIN domains ON domains.id = women_domains.domain
WHERE women_domains.position = 1
GROUP BY domains.id
ORDER BY domains.rowid""",
        ("حوزه", "زنان"),
        ("women-domains", "domains"),
    ),
    Question(
        "search",
        "واژهٔ «شعر» در پروندهٔ کدام زنان درگذشته یا تاریخی آمده است؟ (فهرست‌های پرونده هم جست‌وجو می‌شود.)",
        """SELECT women.name, counties.name AS county
FROM women_search
JOIN women ON women.rowid = women_search.rowid
JOIN counties ON counties.id = women.county
WHERE women_search MATCH 'شعر' AND women.life IN ('deceased', 'historical')
ORDER BY women.rowid""",
        ("نام", "شهرستان"),
        ("women", "counties"),
    ),
)
COOPERATIVES = (
    Question(
        "cooperatives-by-kind",
        "از هر نوع چند تعاونی و صندوق ثبت شده و چند عضو زن دارند؟",
        """SELECT code_labels.label, count(*) AS records, sum(cooperatives.women_members) AS women_members
FROM cooperatives
JOIN code_labels ON code_labels.table_name = 'cooperatives'
  AND code_labels.column_name = 'kind' AND code_labels.value = cooperatives.kind
GROUP BY cooperatives.kind
ORDER BY code_labels.rowid""",
        ("نوع", "پرونده", "عضو زن"),
        ("cooperatives",),
    ),
)
MEETINGS = (
    Question(
        "newest-resolutions",
        "تازه‌ترین مصوبه‌ها چیست و کار کدام دستگاه است؟",
        """SELECT meetings_resolutions.text, agencies.name, meetings.date
FROM meetings_resolutions
JOIN meetings ON meetings.id = meetings_resolutions.meeting
LEFT JOIN agencies ON agencies.id = meetings_resolutions.agency
ORDER BY meetings.date DESC, meetings.id, meetings_resolutions.position
LIMIT 20""",
        ("مصوبه", "دستگاه", "تاریخ نشست"),
        ("meetings-resolutions", "agencies"),
    ),
)
INDICATORS = (
    Question(
        "newest-values",
        "تازه‌ترین مقدار سالانهٔ هر شاخص در استان چیست؟",
        """SELECT indicators.title, indicator_values.value, indicators.unit, max(indicator_values.year) AS year
FROM indicator_values
JOIN indicators ON indicators.id = indicator_values.indicator
WHERE indicator_values.area = 'province' AND indicator_values."group" = 'all'
  AND indicator_values.season IS NULL
GROUP BY indicators.id
ORDER BY indicators.rowid""",
        ("شاخص", "مقدار", "واحد", "سال"),
        ("indicator-values",),
    ),
)
