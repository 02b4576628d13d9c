"""Hold the usual Latin spellings of Persian names and of the parts that family names are made of.

Shapes: dicts from canonical Persian without marks and ZWNJ to lower-case Latin. Errors: none.
"""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    parts = text.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


#: Given names, most of them of women, and words that stand alone in names.
GIVEN = _table("""
آذر azar آذین azin آرزو arezou آزاده azadeh آزیتا azita آسیه asieh آفاق afagh آمنه ameneh آناهیتا anahita
آیدا aida آیدین aidin آیلین ailin اختر akhtar ارغوان arghavan اعظم azam افروز afrouz افسانه afsaneh
افسون afsoun اقدس aghdas الناز elnaz الهام elham الهه elaheh امینه amineh انسیه ensieh اشرف ashraf اکرم akram
بتول batoul بدری badri بنفشه banafsheh بهار bahar بهاره bahareh بهناز behnaz بی‌بی bibi بیتا bita بانو banou
پروانه parvaneh پروین parvin پریسا parisa پریناز parinaz پری pari پگاه pegah پوران pouran پونه pouneh
ترانه taraneh تهمینه tahmineh توران touran ثریا sorayya ثمین samin جمیله jamileh حبیبه habibeh حدیث hadis
حدیثه hadiseh حکیمه hakimeh حمیده hamideh حمیرا homeyra حنانه hannaneh حوا havva حوریه hourieh خاتون khatoun
خدیجه khadijeh خورشید khorshid درخشنده derakhshandeh دنیا donya راحله raheleh رخساره rokhsareh رعنا rana
رقیه roghayeh روشنک roshanak رویا roya ریحانه reyhaneh راضیه razieh زری zari زهرا zahra زهره zohreh زینب zeynab
زیبا ziba ژاله zhaleh ژیلا zhila ساجده sajedeh سارا sara ساره sareh سارینا sarina ساناز sanaz سحر sahar
سعیده saeedeh سکینه sakineh سلما salma سمانه samaneh سمیرا samira سمیه somayeh سهیلا soheila سودابه soudabeh
سوری souri سوسن sousan سیما sima سیمین simin شادی shadi شبنم shabnam شراره sharareh شهرزاد shahrzad شهربانو shahrbanou
شهلا shahla شهناز shahnaz شهین shahin شورانگیز shourangiz شکوفه shokoufeh شکوه shokouh شیدا sheyda شیرین shirin
شیوا shiva صدیقه sedigheh صغری soghra صفورا safoura صنم sanam طاهره tahereh طلعت talat طوبی touba عاطفه atefeh
عالیه alieh عذرا ozra عزت ezzat عصمت esmat عفت effat غزل ghazal غزاله ghazaleh فائزه faezeh فاطمه fatemeh
فتانه fattaneh فخری fakhri فرانک faranak فرح farah فرحناز farahnaz فرخنده farkhondeh فرزانه farzaneh فرشته fereshteh
فرناز farnaz فروزان forouzan فروغ forough فریبا fariba فریده farideh فرنگیس farangis فهیمه fahimeh فوزیه fowzieh
فیروزه firouzeh قمر ghamar کبری kobra کوکب kowkab کیانا kiana گلرخ golrokh گلناز golnaz گلی goli گوهر gowhar
گیتی giti لاله laleh لیدا lida لیلا leila لیلی leyli مائده maedeh ماه mah ماهرخ mahrokh محبوبه mahboubeh
محدثه mohaddeseh مرجان marjan مرضیه marzieh مریم maryam مژده mozhdeh مژگان mozhgan مستوره mastoureh
معصومه masoumeh ملیحه maliheh منصوره mansoureh منیر monir منیره monireh منیژه manizheh مهدیه mahdieh مهر mehr
مهرانگیز mehrangiz مهرنوش mehrnoush مهری mehri مهسا mahsa مهشید mahshid مهناز mahnaz مهین mahin مینا mina
مینو minou مونا mona نادره nadereh نادیا nadia نازنین nazanin ناهید nahid نجمه najmeh نرگس narges نسترن nastaran
نسرین nasrin نسیم nasim نصرت nosrat نفیسه nafiseh نگار negar نگین negin ندا neda نوشین noushin نیره nayyereh
نیلوفر niloufar نیکو nikou هاجر hajar هانیه hanieh هدی hoda هما homa همدم hamdam وجیهه vajiheh وحیده vahideh
ویدا vida یاسمن yasaman یاسمین yasmin یگانه yeganeh یلدا yalda
ستاره setareh صفیه safieh قدسی ghodsi قدسیه ghodsieh دنا dena ملک malek سیده seyyedeh سید seyyed سادات sadat
محمد mohammad علی ali حسین hossein حسن hasan رضا reza مهدی mahdi احمد ahmad محمود mahmoud عباس abbas اکبر akbar
اصغر asghar قاسم ghasem هاشم hashem کاظم kazem صادق sadegh جعفر jafar باقر bagher تقی taghi نقی naghi موسی mousa
ابراهیم ebrahim اسماعیل esmaeil یوسف yousef یعقوب yaghoub یونس younes سلیمان soleyman عیسی isa جواد javad امیر amir
حمید hamid سعید saeed مجید majid وحید vahid ناصر naser نادر nader کریم karim رحیم rahim رحمان rahman سلمان salman
صالح saleh طاهر taher عبدالله abdollah اسدالله asadollah منصور mansour مسعود masoud مصطفی mostafa مرتضی morteza
علیرضا alireza محمدرضا mohammadreza غلامرضا gholamreza حمیدرضا hamidreza غلام gholam کمال kamal جمال jamal
""")

#: Family names whose letters do not tell their vowels, and words that family names build on.
FAMILY = _table("""
رضایی rezaei رضائی rezaei مرادی moradi مراد morad موسوی mousavi حسینی hosseini کریمی karimi نوروزی norouzi
صادقی sadeghi انصاری ansari جوکار jokar زارع zare زارعی zarei دهقان dehghan دهقانی dehghani شیرازی shirazi
کازرونی kazerouni لاری lari جهرمی jahromi فسایی fasaei دارابی darabi استهباناتی estahbanati نیریزی neyrizi
اسلامی eslami امینی amini قربانی ghorbani رستمی rostami رستم rostam بهرامی bahrami بهمنی bahmani فلاح fallah
کشاورز keshavarz کشاورزی keshavarzi قاسمی ghasemi هاشمی hashemi جعفری jafari رئیسی raeisi طباطبایی tabatabaei
سلطانی soltani سلطان soltan شریفی sharifi شریف sharif منوچهری manouchehri منوچهریان manouchehrian
منوچهر manouchehr فرهنگ farhang بزرگ bozorg بهبهانی behbahani قشقایی ghashghaei کیانی kiani کوهستانی kouhestani
نعمت nemat نعمتی nemati حکمت hekmat دانشور daneshvar خلیلی khalili پناهی panahi پناه panah ایزدی izadi
ایزد izad یزدانی yazdani یزدان yazdan نجفی najafi عسکری askari عظیمی azimi مختاری mokhtari محسنی mohseni
مقدم moghaddam نیک nik خوش khosh مهربان mehraban حیدری heydari حیدر heydar صفری safari صفایی safaei
اعتصامی etesami فرخزاد farrokhzad فرخ farrokh دولت dowlat آبادی abadi مؤمنی momeni مومنی momeni خسروی khosravi
مظفر mozaffar شمس shams شمسی shamsi درودی doroudi سپهر sepehr سپهری sepehri سهراب sohrab وثوق vosough
سعادت saadat قائم ghaem مقام magham بدر badr فخر fakhr کهن kohan دل del شهر shahr خواجه khajeh نظر nazar
خسرو khosrow پهلوان pahlavan توکلی tavakkoli افشار afshar بهزاد behzad بهنام behnam کاظمی kazemi
فقیه faghih امام emam ملا molla میر mir میرزا mirza شاه shah گل gol حق hagh عرب arab ترک tork جهان jahan
""")

#: Words that organisations, meetings and reports are called by, as ids of the bank have always spelt them.
COMMON = _table("""
تعاونی taavoni تعاونیهای taavoniha صندوق sandogh صندوقهای sandoghha صندوقها sandoghha اتحادیه ettehadiye شرکت sherkat
شرکتهای sherkatha کانون kanun انجمن anjoman اتاق otagh گروه goruh کارگاه kargah گلخانه golkhane موسسه moassese مؤسسه moassese
بنیاد bonyad خانه khane هنرکده honarkade خانم khanom دکتر doktor بانوان banuvan زنان zanan زن zan دختران dokhtaran مادران madaran
روستایی rustayi روستای rustaye عشایری ashayeri خرد khord اعتبار etebar اعتبارات etebarat اعتباری etebari
تولیدی tolidi توزیعی tozii خدماتی khadamati مصرف masraf کشاورزی keshavarzi دامداری damdari صنایع sanaye دستی dasti دستباف dastbaf
فرش farsh قالی ghali گلیم gelim گبه gabbe هنر honar هنری honari فرهنگی farhangi اجتماعی ejtemai حمایت hemayat توسعه towsee
استان ostan شهرستان shahrestan نشست neshast جلسه jalase گزارش gozaresh سند sanad برنامه barname طرح tarh نمایشگاه namayeshgah
همایش hamayesh جشنواره jashnvare آموزش amuzesh آموزشی amuzeshi کارآفرینی karafarini کارآفرین karafarin بازار bazar بازارچه bazarche
""")

#: Endings of compound names; the longest that fits is taken.
ENDINGS = _table("""
زاده zadeh پور pour نژاد nejad فر far نیا nia یان ian خواه khah دوست doust منش manesh پرست parast آبادی abadi
وند vand دخت dokht بانو banou ناز naz السادات alsadat سادات sadat الدین eddin الدینی eddini اللهی ollahi الله ollah
مند mand فرد fard راد rad یار yar کار kar بان ban چهر chehr گل gol الملوک olmolouk الدوله oddowleh
الزمان ozzaman الهدی olhoda السلطنه ossaltaneh پناه panah
بخش bakhsh رضا reza قلی gholi لو lou چی chi خانی khani پوران pouran مقدم moghaddam اصل asl
""")
