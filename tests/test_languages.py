"""Texts in other languages than English are named and give nothing; English ones with foreign names are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.kinds import BlockKind
from kg.model.records import Failure
from kg.text.languages import language
from kg.text.read import from_text, read

FOREIGN = [
    ("German", "Die Ministerin sagte am Montag, dass die Verhandlungen mit Dänemark erst nach der Wahl beginnen."),
    ("French", "Le ministre a déclaré que les négociations avec le Danemark commenceront après les élections."),
    ("Spanish", "La ministra dijo el lunes que las negociaciones con Dinamarca empezarán después de las elecciones."),
    ("Italian", "Il ministro ha detto che i negoziati con la Danimarca inizieranno dopo le elezioni di maggio."),
    ("Portuguese", "A ministra disse que as negociações com a Dinamarca começarão depois das eleições de maio."),
    ("Dutch", "De minister zei maandag dat de onderhandelingen met Denemarken na de verkiezingen zullen beginnen."),
    ("Swedish", "Ministern sade att förhandlingarna med Danmark ska börja efter valet och inte före sommaren."),
    ("Danish", "Ministeren sagde, at forhandlingerne med Sverige først vil begynde efter valget, og ikke før."),
    ("Polish", "Minister powiedział, że negocjacje z Danią rozpoczną się dopiero po wyborach w maju."),
    ("Czech", "Ministr řekl, že jednání s Dánskem začnou až po volbách, které budou v květnu."),
    ("Hungarian", "A miniszter azt mondta, hogy a tárgyalások Dániával csak a választások után kezdődnek."),
    ("Romanian", "Ministrul a spus că negocierile cu Danemarca vor începe după alegerile din luna mai."),
    ("Turkish", "Bakan, Danimarka ile görüşmelerin ancak mayıs ayındaki seçimlerden sonra başlayacağını söyledi."),
    ("Indonesian", "Menteri itu mengatakan bahwa perundingan dengan Denmark akan dimulai setelah pemilihan umum."),
    ("Swahili", "Waziri alisema kuwa mazungumzo na Denmark yataanza baada ya uchaguzi wa mwezi wa tano."),
    ("Vietnamese", "Bộ trưởng nói rằng các cuộc đàm phán với Đan Mạch sẽ bắt đầu sau cuộc bầu cử."),
    ("Russian", "Министр сказал, что переговоры с Данией начнутся после выборов."),
    ("Ukrainian", "Міністр сказав, що переговори з Данією почнуться після виборів."),
    ("Arabic", "قال الوزير إن المفاوضات مع الدنمارك ستبدأ بعد الانتخابات."),
    ("Persian", "وزیر گفت که گفتگوها با دانمارک پس از انتخابات آغاز می‌شود."),
    ("Hebrew", "השר אמר שהמשא ומתן עם דנמרק יתחיל אחרי הבחירות."),
    ("Hindi", "मंत्री ने कहा कि डेनमार्क के साथ बातचीत चुनाव के बाद शुरू होगी।"),
    ("Chinese", "部长说,与丹麦的谈判将在选举后开始。"),
    ("Japanese", "大臣は、デンマークとの交渉は選挙後に始まると述べた。"),
    ("Korean", "장관은 덴마크와의 협상이 선거 후에 시작될 것이라고 말했다."),
    ("Greek", "Ο υπουργός είπε ότι οι διαπραγματεύσεις με τη Δανία θα αρχίσουν μετά τις εκλογές."),
]
ENGLISH = [
    "Ghana thanked Chile.",
    "Ursula von der Leyen met Luiz Inácio Lula da Silva in Brasília.",
    "Real Madrid beat Bayern München.",
    "Abu Bakr al-Baghdadi bin Ibrahim",
    "Sinn Féin leads Fianna Fáil and Fine Gael",
    "El Salvador backs Los Angeles bid",
    "Côte d'Ivoire rejects São Tomé plan",
    "Lufthansa halts Tel Aviv flights",
    'He shouted "Es lebe die Freiheit" before the police came.',
    "OIL UP, GOLD DOWN",
    "Emmanuel Macron, Olaf Scholz, Pedro Sánchez",
    "iPhone sales rose in India.",
    "G7",
]
STORY = "The ministers of Peru and Chile met in Lima on Monday to sign a treaty on fishing."


@pytest.mark.parametrize(("name", "text"), FOREIGN, ids=[name for name, _ in FOREIGN])
def test_a_sentence_of_another_language_is_told_by_its_words_or_script(name: str, text: str) -> None:
    assert language(text) == name


@pytest.mark.parametrize("text", ENGLISH)
def test_foreign_names_and_quotations_do_not_make_a_text_foreign(text: str) -> None:
    assert language(text) in (None, "English")


@pytest.mark.parametrize(
    "text",
    ["Schweden unterstützt die Reform.", "Suomi tukee Ukrainaa.", "Roma condanna gli attacchi.", "中国支持伊朗。"],
)
def test_a_sentence_of_a_few_words_is_no_english(text: str) -> None:
    assert language(text) not in (None, "English")


@given(st.lists(st.sampled_from([text for _, text in FOREIGN[:16]]), min_size=1, max_size=4, unique=True))
def test_more_foreign_sentences_are_no_more_english(sentences: list[str]) -> None:
    assert language(" ".join(sentences)) not in (None, "English")


def test_a_foreign_text_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text(FOREIGN[0][1], encoding="utf-8")
    documents, failures = read([str(tmp_path)])
    assert [document.id for document in documents] == ["a"]
    message = "the text is in German; kg reads English. Translate it first, or leave it out"
    assert failures == [Failure("b.txt", message)]


def test_of_a_mixed_text_only_the_english_paragraphs_are_read() -> None:
    document = from_text(f"{STORY}\n\n{FOREIGN[2][1]}\n\nChile thanked Peru for its patience.\n")
    assert [block.kind for block in document.blocks] == [BlockKind.BODY, BlockKind.FOREIGN, BlockKind.BODY]


def test_a_short_line_in_a_foreign_text_is_of_its_language() -> None:
    document = from_text(f"Kenia\n\n{FOREIGN[0][1]}\n\nDaten\n")
    assert {block.kind for block in document.blocks} == {BlockKind.FOREIGN}


def test_what_is_left_out_of_a_mixed_text_is_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    german = dict(FOREIGN)["German"]
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Ghana thanked Chile for the loan on Monday.\n\n{german}")
    documents, failures = read(tmp_path)
    assert (len(documents), failures) == (2, [])
    [said] = caplog.messages
    assert said.startswith("paragraphs that are not English are left out of 'a' (German), 'b' (German); report.md")


@pytest.mark.parametrize(
    "text",
    [
        "On March 5th, Kenya met Oman. On March 9th, Ghana met Cuba. On April 4th, Mali met Fiji.",
        '"C’est une catastrophe," the mayor said.',
        'The envoy told reporters in Rome: "La Grèce ne quittera pas la conférence, et nous allons rester ici."',
        "“Wir werden nicht aufgeben”, Braun wrote.",
    ],
)
def test_english_around_a_foreign_quotation_and_a_word_said_often_stay_english(text: str) -> None:
    assert language(text) == "English"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("„Das ist nicht unsere Aufgabe“, sagte der Minister am Montag in Wien.", "German"),
        ("« La commission refuse la réforme », a dit le ministre à Lyon.", "French"),
    ],
)
def test_a_foreign_quotation_in_its_own_language_is_foreign(text: str, name: str) -> None:
    assert language(text) == name
