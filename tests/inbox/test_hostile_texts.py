"""What strangers write acts on no page of the desk, and every word that the desk itself says is Persian."""

from __future__ import annotations

import io
import itertools
import json
import re
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator.inbox.errands import Errand
from generator.inbox.store import builds, examinations, hand_ins
from generator.inbox.store.hand_ins import Contact, HandIn
from generator.inbox.web.desk import desk_words
from tests.inbox.desk import PNG, Errands, found, ids, put

_CORES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<form action=//evil.example><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<object data=//evil.example></object>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<b>x</b>\u2066",
    "' onmouseover='alert(1)",
    '" onmouseover="alert(1)',
    "x\r\nSet-Cookie: a=b\r\n\r\n<script>alert(1)</script>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style=background:url(//evil.example)>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<plaintext>",
]
_AROUND = [
    "{}",
    '">{}',
    "'>{}",
    "</textarea>{}",
    "</title>{}",
    "</option></select>{}",
    "-->{}",
    "</script>{}",
    "`{}`",
    "\\{}",
]
PAYLOADS = [around.format(core) for core, around in itertools.product(_CORES, _AROUND)]
# What the pages are made of; nothing else may stand on one.
_OURS = set(
    "html head body meta title script noscript link header nav main footer section aside article div p span b h1 h2 h3 ul"
    " ol li dl dt dd a form fieldset legend label input textarea select option button details summary table thead tbody"
    " tr th td figure img small svg path use defs bdi".split()
)
# Names of files and addresses, and what has no Persian name.
_NAMES = set("yml json txt xlsx jpg png webp zip rsync user host var www bank site bundle csrf women".split())
_SAID = ("aria-label", "alt", "title", "placeholder")


def parsed(answer) -> Element:
    assert answer.status_code in (200, 400, 403, 404, 409, 413), answer.status_code
    return html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)


def name_of(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def check(answer) -> None:
    """Hold a page against what acts: every element is one of ours, and no attribute runs or leads away."""
    for element in parsed(answer).iter():
        if not isinstance(element.tag, str):
            continue
        name = name_of(element)
        assert name in _OURS, name
        for key, value in element.attrib.items():
            assert not key.startswith("on") and key != "style", key
            if key in ("href", "src", "action", "formaction", "content"):
                assert not re.match(r"\s*(?:javascript|data|vbscript|//|https?:)", value, re.I), value
        if name == "script":
            assert element.get("src", "").startswith("/inbox/assets/js/") and not element.text
    for value in answer.headers.values():
        assert "\n" not in value and "Set-Cookie: a" not in value


@pytest.fixture
def hostile(inbox):
    """A house in which everything that a stranger can write is a payload, and its keeper."""
    texts = iter(itertools.cycle(PAYLOADS))

    def many(count: int) -> list[str]:
        return [next(texts) for _ in range(count)]

    card = {
        "title": PAYLOADS[0],
        "page": "women/x/",
        "did": PAYLOADS[1],
        "facts": [[text, [text, text]] for text in PAYLOADS],
        "differences": [[text, text, text, True] for text in PAYLOADS],
        "changed": [[text, text, text, [text]] for text in many(40)],
        "photo": True,
        "similar": [[text, "women/x/"] for text in many(40)],
        "row": PAYLOADS[2],
        "values": {
            "name": PAYLOADS[3],
            "ability": PAYLOADS[4],
            "sources": [{"title": PAYLOADS[5], "url": PAYLOADS[16]}],
        },
    }
    problems = [
        {"severity": kind, "field": text, "title": text, "sentence": text, "place": text}
        for kind in ("error", "warning")
        for text in many(60)
    ]
    photos = {name: PNG for name in PAYLOADS[:20] if "/" not in name}
    put(
        inbox,
        found(label=PAYLOADS[7], card=card, problems=problems),
        contact=Contact(*many(3)),
        name=PAYLOADS[8],
        files=photos,
    )
    put(inbox, found(state="asking", label=PAYLOADS[9], county=PAYLOADS[10], card=card), number=2)
    with inbox.store.writing() as tx:
        sent = HandIn(b"r" * 16, 1, "form", "record", PAYLOADS[11], b"x")
        number = hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0]).number
        examinations.examined(tx, number, 1, [], problems, inbox.clock[0])
        builds.hide(tx, "women", PAYLOADS[12], None, inbox.clock[0])
    keeper = inbox.person("keeper")
    said = Errand("carry", PAYLOADS[13], is_done=True, said=PAYLOADS[14])
    object.__setattr__(inbox.house, "more", {"errands": Errands(said)})
    return keeper


def test_three_hundred_payloads_act_on_no_page(inbox, hostile):
    for address in (
        "",
        "?heap=asking",
        "1/",
        "2/",
        "3/",
        "history/",
        "publish/",
        "pages/",
        "receive/",
        "1/edit/1",
        "1/look/1",
    ):
        check(hostile.get(f"/inbox/desk/{address}"))
    page = hostile.get("/inbox/desk/1/")
    shown = "".join(parsed(page).itertext())
    assert sum(text.strip() in shown for text in PAYLOADS if "\r" not in text) > 250  # they are there, as texts


def test_nor_does_what_is_typed_or_stands_in_an_address(inbox, hostile):
    (one,) = ids(inbox)
    for text in PAYLOADS[::7]:
        check(hostile.get("/inbox/desk/", query_string={"heap": text, "county": text, "after": text}))
        check(hostile.get("/inbox/desk/pages/", query_string={"page": text}))
    for text in PAYLOADS[::11]:
        check(hostile.get(f"/inbox/desk/look/{one}/{text.replace('/', '')}"))
        check(hostile.post("/inbox/desk/1/consent", {"entry": str(one), f"channel-{one}": text}))
        check(hostile.post("/inbox/desk/1/accept", {"tick": text, f"seen-{one}": text}))
        check(hostile.post("/inbox/desk/pages/hide", {"resource": text, "record": text}))
    hostile.post("/inbox/desk/1/reject", {"entry": str(one), f"seen-{one}": "d0", f"reason-{one}": PAYLOADS[31]})
    check(hostile.get("/inbox/desk/1/"))


def test_nor_the_name_of_a_file(inbox):
    keeper = inbox.person("keeper")
    for place, text in enumerate(PAYLOADS[::13]):
        name = re.sub(r"[\r\n]", "", text)
        sent = {"key": f"{place:032x}", "files": (io.BytesIO(b"x"), f"{name}.yml")}
        answer = keeper.post("/inbox/desk/receive/", sent, content_type="multipart/form-data")
        # Where a quotation mark ends the name for the parser, what is left is no name of ours, and is said to be none.
        check(keeper.get(answer.headers["Location"]) if answer.status_code == 303 else answer)


def test_the_answer_to_a_sender_is_a_text_and_no_way_out_of_its_box(inbox, hostile):
    page = parsed(hostile.get("/inbox/desk/3/"))
    (area,) = [one for one in page.iter("textarea") if one.get("id") == "answer-text"]
    assert "</textarea>" in (area.text or "") and "<details open ontoggle=alert(1)>" in (area.text or "")


def words(answer) -> set[str]:
    """Return the Latin words that a page says."""
    found = set()
    for element in parsed(answer).iter():
        if not isinstance(element.tag, str) or name_of(element) in ("script", "style"):
            continue
        texts = [element.text or "", *(child.tail or "" for child in element)]
        texts += [element.get(key, "") for key in _SAID]
        if name_of(element) == "input" and element.get("type") == "submit":
            texts.append(element.get("value", ""))
        found |= {word.lower() for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)}
    return found


def test_every_word_of_the_desk_is_persian(inbox):
    every = [
        found(place, state=state, county="fasa", label="نسترن", record=f"n-{place}")
        for place, state in enumerate(desk_words.STATES)
    ]
    put(inbox, *every, contact=Contact("09170000000", "", ""))
    put(inbox, number=2)
    keeper = inbox.person("keeper")
    object.__setattr__(inbox.house, "more", {"errands": Errands(Errand("look", ""))})
    with inbox.store.writing() as tx:
        tx.execute("UPDATE people SET name = 'مریم'")
    said = set()
    addresses = [
        "?heap=waiting",
        "?heap=published",
        "1/",
        "2/",
        "history/",
        "publish/",
        "pages/",
        "pages/?page=x",
        "receive/",
    ]
    for address in (
        *(f"/inbox/desk/{one}" for one in addresses),
        "/inbox/enter",
        "/inbox/nothing",
        "/inbox/desk/1/look/1",
    ):
        said |= words(keeper.get(address))
    for act in ("accept", "return", "reject", "consent", "take-back"):
        said |= words(keeper.post(f"/inbox/desk/1/{act}", {"entry": "1"}))
    said |= words(keeper.post("/inbox/desk/1/accept", {"csrf": "x"}))
    assert said - _NAMES == set()


def test_every_state_door_and_act_has_its_words(inbox):
    text = (desk_words.STATES, desk_words.WHOLE, desk_words.DOORS, desk_words.CHANNELS, desk_words.ACTS)
    assert all(re.search("[آ-ی]", json.dumps(one, ensure_ascii=False)) for names in text for one in names.values())
    with inbox.store.reading() as tx:
        (shape,) = tx.execute("SELECT sql FROM sqlite_master WHERE name = 'entries'").fetchone()
    states = set(re.findall(r"'([a-z-]+)'", shape.partition("CHECK (state IN (")[2].partition("))")[0]))
    assert states == set(desk_words.STATES)
