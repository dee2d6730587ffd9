"""Writes ontology/countries.tsv: countries, territories and provinces with QID, names, demonyms and capitals.

Codes, labels, QIDs, official names and provinces come from the territories of ``rigour`` (MIT licence), a
development tool that kg itself never loads. Demonyms, capitals and everyday aliases are the table below, written
for this project; each demonym is looked up in rigour as well, and where rigour knows it as another country's the
script stops.

    python tools/countries.py > ontology/countries.tsv
"""

from __future__ import annotations

import json
import re
import sys

from rigour._core import territories_jsonl
from rigour.territories import lookup_territory

HEAD = """# Purpose: countries, territories and provinces, with Wikidata id, names, demonyms and capitals.
# Source: territories of rigour; demonyms, capitals and everyday names are ours.
# Licence: MIT, Copyright (c) 2023-2025 OpenSanctions Datenbanken GmbH; text in NOTICE.md.
# Made: by tools/countries.py."""

# code | label (empty: rigour's) | capitals, seat of government first | demonyms (plural in -s is added) | aliases
TABLE = """
ad||Andorra la Vella|Andorran|
ae||Abu Dhabi|Emirati|UAE,U.A.E.,the Emirates
af||Kabul|Afghan|
ag||Saint John's|Antiguan|Antigua
al||Tirana|Albanian|
am||Yerevan|Armenian|
ao||Luanda|Angolan|
ar||Buenos Aires|Argentine,Argentinian,Argentinean|
at||Vienna|Austrian|
au||Canberra|Australian,Aussie|
az||Baku|Azerbaijani,Azeri|
ba||Sarajevo|Bosnian|Bosnia,Bosnia-Herzegovina
bb||Bridgetown|Barbadian|
bd||Dhaka|Bangladeshi|
be||Brussels|Belgian|
bf||Ouagadougou|Burkinabe|
bg||Sofia|Bulgarian|
bh||Manama|Bahraini|
bi||Gitega|Burundian|
bj||Porto-Novo|Beninese|
bm||Hamilton|Bermudian|
bn||Bandar Seri Begawan|Bruneian|
bo||La Paz,Sucre|Bolivian|
br||Brasilia,Brasília|Brazilian|
bs||Nassau|Bahamian|The Bahamas
bt||Thimphu|Bhutanese|
bw||Gaborone|Botswanan|
by||Minsk|Belarusian,Belarussian|
bz||Belmopan|Belizean|
ca||Ottawa|Canadian|
cd|Democratic Republic of the Congo|Kinshasa|Congolese|DRC,DR Congo,D.R. Congo,Congo
cf||Bangui|Central African|
cg|Republic of the Congo|Brazzaville||Congo-Brazzaville
ch||Bern,Berne|Swiss|
ci|Ivory Coast|Yamoussoukro|Ivorian|Côte d'Ivoire,Cote d'Ivoire,Côte d’Ivoire
cl||Santiago|Chilean|
cm||Yaounde,Yaoundé|Cameroonian|
cn||Beijing,Peking|Chinese|PRC,P.R.C.,mainland China
co||Bogota,Bogotá|Colombian|
cr||San Jose,San José|Costa Rican|
cshh||Prague|Czechoslovak,Czechoslovakian|
cu||Havana|Cuban|
cv||Praia|Cape Verdean|Cabo Verde
cy||Nicosia|Cypriot|
cz|Czech Republic|Prague|Czech|Czechia
dd||East Berlin|East German|GDR,German Democratic Republic
de||Berlin|German|Federal Republic of Germany,West Germany
dj||Djibouti City|Djiboutian|
dk||Copenhagen|Danish,Dane|
dm||Roseau||
do||Santo Domingo|Dominican|
dz||Algiers|Algerian|
ec||Quito|Ecuadorian,Ecuadorean|
ee||Tallinn|Estonian|
eg||Cairo|Egyptian|
eh||Laayoune|Sahrawi|
er||Asmara|Eritrean|
es||Madrid|Spanish,Spaniard|
et||Addis Ababa|Ethiopian|
fi||Helsinki|Finnish,Finn|
fj||Suva|Fijian|
fm|Micronesia|Palikir|Micronesian|Federated States of Micronesia
fr||Paris|French,Frenchman,Frenchmen|
ga||Libreville|Gabonese|
gb||London|British,Briton,Brit|UK,U.K.,Britain,Great Britain
gd||St. George's|Grenadian|
ge||Tbilisi|Georgian|
gh||Accra|Ghanaian|
gl||Nuuk|Greenlandic,Greenlander|
gm||Banjul|Gambian|The Gambia
gn||Conakry|Guinean|
gq||Malabo|Equatorial Guinean,Equatoguinean|
gr||Athens|Greek|
gt||Guatemala City|Guatemalan|
gw||Bissau|Bissau-Guinean|
gy||Georgetown|Guyanese|
hk|Hong Kong||Hong Konger,Hongkonger|HKSAR
hn||Tegucigalpa|Honduran|
hr||Zagreb|Croatian,Croat|
ht||Port-au-Prince|Haitian|
hu||Budapest|Hungarian|
id||Jakarta|Indonesian|
ie||Dublin|Irish,Irishman,Irishmen|Republic of Ireland
il||Jerusalem|Israeli|
in||New Delhi,Delhi|Indian|
iq||Baghdad|Iraqi|
ir||Tehran,Teheran|Iranian|Islamic Republic of Iran
is||Reykjavik,Reykjavík|Icelandic,Icelander|
it||Rome|Italian|
jm||Kingston|Jamaican|
jo||Amman|Jordanian|
jp||Tokyo|Japanese|
ke||Nairobi|Kenyan|
kg||Bishkek|Kyrgyz,Kyrgyzstani|
kh||Phnom Penh|Cambodian|
ki||Tarawa|Kiribati|
km||Moroni|Comorian|
kn||Basseterre|Kittitian|St. Kitts and Nevis
kp||Pyongyang|North Korean|DPRK,D.P.R.K.
kr||Seoul|South Korean|Republic of Korea,ROK,S. Korea
kw||Kuwait City|Kuwaiti|
kz||Astana|Kazakh,Kazakhstani|
la||Vientiane|Lao,Laotian|
lb||Beirut|Lebanese|
lc||Castries|Saint Lucian|St. Lucia
li||Vaduz|Liechtensteiner|
lk||Colombo|Sri Lankan|
lr||Monrovia|Liberian|
ls||Maseru|Basotho|
lt||Vilnius|Lithuanian|
lu||Luxembourg City|Luxembourgish,Luxembourger|
lv||Riga|Latvian|
ly||Tripoli|Libyan|
ma||Rabat|Moroccan|
mc||Monaco-Ville|Monegasque|
md||Chisinau,Chișinău|Moldovan|
me||Podgorica|Montenegrin|
mg||Antananarivo|Malagasy|
mh||Majuro|Marshallese|
mk||Skopje|Macedonian,North Macedonian|Macedonia,Former Yugoslav Republic of Macedonia,FYROM
ml||Bamako|Malian|
mm||Naypyidaw,Naypyitaw|Burmese|Burma
mn||Ulaanbaatar,Ulan Bator|Mongolian|
mo|Macau||Macanese|Macao
mr||Nouakchott|Mauritanian|
mt||Valletta|Maltese|
mu||Port Louis|Mauritian|
mv||Malé|Maldivian|The Maldives
mw||Lilongwe|Malawian|
mx||Mexico City|Mexican|
my||Kuala Lumpur,Putrajaya|Malaysian|
mz||Maputo|Mozambican|
na||Windhoek|Namibian|
ne||Niamey|Nigerien|
ng||Abuja|Nigerian|
ni||Managua|Nicaraguan|
nl||The Hague,Amsterdam|Dutch,Dutchman,Dutchmen|Holland,the Netherlands
no||Oslo|Norwegian|
np||Kathmandu|Nepali,Nepalese|
nr|Nauru|Yaren|Nauruan|
nz||Wellington|New Zealander|
om||Muscat|Omani|
pa||Panama City|Panamanian|
pe||Lima|Peruvian|
pg||Port Moresby|Papua New Guinean|
ph||Manila|Philippine,Filipino|the Philippines
pk||Islamabad|Pakistani|
pl||Warsaw|Polish,Pole|
ps||Ramallah|Palestinian|State of Palestine,Palestinian Territories,Palestinian territories
pt||Lisbon|Portuguese|
pw||Ngerulmud|Palauan|
py||Asuncion,Asunción|Paraguayan|
qa||Doha|Qatari|
ro||Bucharest|Romanian|
rs||Belgrade|Serbian,Serb|
ru||Moscow|Russian|
rw||Kigali|Rwandan|
sa||Riyadh|Saudi,Saudi Arabian|
sb||Honiara|Solomon Islander|
sc|||Seychellois|
sd||Khartoum|Sudanese|
se||Stockholm|Swedish,Swede|
sg||Singapore|Singaporean|
si||Ljubljana|Slovenian,Slovene|
sk||Bratislava|Slovak,Slovakian|
sl||Freetown|Sierra Leonean|
sm||San Marino|Sammarinese|
sn||Dakar|Senegalese|
so||Mogadishu|Somali,Somalian|
sr||Paramaribo|Surinamese|
ss||Juba|South Sudanese|
st||São Tomé||
suhh|||Soviet|USSR,U.S.S.R.
sv||San Salvador|Salvadoran,Salvadorean|
sy||Damascus|Syrian|
sz|Eswatini|Mbabane|Swazi|Swaziland
td||N'Djamena|Chadian|
tg||Lome,Lomé|Togolese|
th||Bangkok|Thai|
tj||Dushanbe|Tajik|
tl|East Timor|Dili|Timorese,East Timorese|Timor-Leste
tm||Ashgabat|Turkmen|
tn||Tunis|Tunisian|
to||Nuku'alofa|Tongan|
tr|Turkey|Ankara|Turkish,Turk|Türkiye,Turkiye
tt||Port of Spain|Trinidadian|Trinidad
tv||Funafuti|Tuvaluan|
tw||Taipei|Taiwanese|
tz||Dodoma|Tanzanian|
ua||Kyiv,Kiev|Ukrainian|
ug||Kampala|Ugandan|
us||Washington|American|US,U.S.,USA,U.S.A.,America
uy||Montevideo|Uruguayan|
uz||Tashkent|Uzbek|
va|Vatican City|Vatican City||Holy See
vc||Kingstown|Vincentian|St. Vincent and the Grenadines
ve||Caracas|Venezuelan|
vn||Hanoi|Vietnamese|Viet Nam
vu||Port Vila|Vanuatuan|
ws||Apia|Samoan|
xk||Pristina|Kosovar,Kosovan|
ye||Sanaa,Sana'a|Yemeni|
yucs||Belgrade|Yugoslav,Yugoslavian|
za||Pretoria,Cape Town|South African|
zm||Lusaka|Zambian|
zr||Kinshasa|Zairian|
zw||Harare|Zimbabwean|
gb-eng|||English,Englishman,Englishmen|
gb-sct||Edinburgh|Scottish,Scot,Scotsman|
gb-wls||Cardiff|Welsh,Welshman|
gb-nir||Belfast|Northern Irish|
cn-xz|||Tibetan|
cn-xj||||Xinjiang Uygur Autonomous Region,Xinjiang Uyghur Autonomous Region
ua-cri|Crimea||Crimean|
ua-dpr|Donetsk|||
ua-lpr|Luhansk|||
ru-ce||Grozny|Chechen|
ge-ab|Abkhazia||Abkhaz,Abkhazian|
x-so|South Ossetia||South Ossetian|
us-ga|Georgia (U.S. state)|||State of Georgia,Peach State,Ga.
us-ca|||Californian|State of California,Golden State,Calif.
us-tx|||Texan|State of Texas,Lone Star State,Tex.
us-al||||State of Alabama,Ala.
us-ak||||State of Alaska,Last Frontier
us-az||||State of Arizona,Grand Canyon State,Ariz.
us-ar||||State of Arkansas,Ark.
us-co||||State of Colorado,Centennial State,Colo.
us-ct||||State of Connecticut,Constitution State,Conn.
us-de||||State of Delaware,Del.
us-fl||||State of Florida,Sunshine State,Fla.
us-hi||||State of Hawaii,Aloha State
us-id||||State of Idaho,Gem State
us-il||||State of Illinois,Prairie State,Ill.
us-in||||State of Indiana,Hoosier State
us-ia||||State of Iowa,Hawkeye State
us-ks||||State of Kansas,Sunflower State,Kan.
us-ky||||State of Kentucky,Bluegrass State,Ky.
us-la||||State of Louisiana,Pelican State
us-me||||State of Maine,Pine Tree State
us-md||||State of Maryland,Old Line State,Md.
us-ma||||State of Massachusetts,Bay State
us-mi||||State of Michigan,Wolverine State,Mich.
us-mn||||State of Minnesota,North Star State,Minn.
us-ms||||State of Mississippi,Magnolia State
us-mo||||State of Missouri,Show-Me State,Mo.
us-mt||||State of Montana,Treasure State,Mont.
us-ne||||State of Nebraska,Cornhusker State,Neb.
us-nv||||State of Nevada,Silver State,Nev.
us-nh||||State of New Hampshire,Granite State,N.H.
us-nj||||State of New Jersey,Garden State,N.J.
us-nm||||State of New Mexico,Land of Enchantment,N.M.
us-nc||||State of North Carolina,Tar Heel State,N.C.
us-nd||||State of North Dakota,Peace Garden State,N.D.
us-oh||||State of Ohio,Buckeye State
us-ok||||State of Oklahoma,Sooner State,Okla.
us-or||||State of Oregon,Beaver State,Ore.
us-pa||||State of Pennsylvania,Keystone State,Pa.
us-ri||||State of Rhode Island,Ocean State,R.I.
us-sc||||State of South Carolina,Palmetto State,S.C.
us-sd||||State of South Dakota,S.D.
us-tn||||State of Tennessee,Volunteer State,Tenn.
us-ut||||State of Utah,Beehive State
us-vt||||State of Vermont,Green Mountain State,Vt.
us-va||||State of Virginia,Old Dominion,Va.
us-wv||||State of West Virginia,Mountain State,W.Va.
us-wi||||State of Wisconsin,Badger State,Wis.
us-wy||||State of Wyoming,Cowboy State,Wyo.
de-by||Munich|Bavarian|
iq-kr|Iraqi Kurdistan|Erbil||Kurdistan Region
pk-km|Kashmir||Kashmiri|
cy-trnc|Northern Cyprus||Turkish Cypriot|
pr||San Juan|Puerto Rican|
"""

# Not of use in news, or a word that means something else first.
LEFT_OUT = {
    "zz",
    "ip",
    "ic",
    "un",
    "eu",
    "bv",
    "hm",
    "tf",
    "um",
    "cp",
    "cq",
    "kn-n",
    "br-to",
    "ru-mow",
    "cn-bj",
    "de-be",
}
LEFT_OUT |= {"ua-30", "ru-mos", "us-wa", "us-dc", "cn-xx", "ch-ur", "ch-ju", "in-pb", "ae-az", "br-df", "ch-be"}
LEFT_OUT |= {"us-ny", "br-rj", "br-sp", "in-go"}
STATE = re.compile(
    r"\b(?:Republic|Kingdom|State|Federation|Principality|Commonwealth|Union|Emirate|Region|Territory) of\b"
    r"|Region$|Republic$"
)
LEFT_OUT_PREFIX = ("su-",)
# rigour matches these loosely, or they are two countries'.
BLURRED = ("Lao", "Dominican", "Congolese", "Turkish Cypriot", "Turkish Cypriots", "Mauritian", "Mauritians")
NO_PLURAL = re.compile(
    r"(?:ese|ish|sh|ch|ss|men|sman|shman|chman|tchman|ic|Lao|Swiss|Dutch|Thai|Greek-|Burkinabe|Basotho|Malagasy|ois|Kyrgyz)$"
)
PLURALS = {
    "Thai": "Thais",
    "Lao": "",
    "Czech": "Czechs",
    "Greenlandic": "",
    "Icelandic": "",
    "Crimean": "",
    "Abkhaz": "",
    "French": "",
    "Philippine": "",
    "Finnish": "",
    "Kiribati": "",
    "Soviet": "Soviets",
}


# rigour counts the whole kingdom; news means the country.
QIDS = {"nl": "Q55", "dk": "Q35"}


def demonyms(given: str) -> list[str]:
    """The adjectives with their plurals.

    >>> demonyms("Danish,Dane")
    ['Danish', 'Dane', 'Danes']
    """
    forms: list[str] = []
    for word in filter(None, given.split(",")):
        plural = PLURALS.get(word, "" if NO_PLURAL.search(word) else word + "s")
        forms += [word] + ([plural] if plural else [])
    return forms


def english(names: list[str]) -> list[str]:
    """Official English names among rigour's strong ones: ASCII, with a word for a state that English alone has."""
    return [n for n in names if STATE.search(n) and n.isascii() and not re.search(r"[,(/\[]|Emetab", n)]


def main() -> int:
    """Prints the table; 1 where a demonym of ours is another country's in rigour."""
    own: dict[str, tuple[str, list[str], list[str], list[str]]] = {}
    for line in TABLE.strip().splitlines():
        code, label, *cells = line.split("|")
        own[code] = (label, cells[0].split(","), demonyms(cells[1]), [a for a in cells[2].split(",") if a])
    rows = [json.loads(line) for line in territories_jsonl().splitlines() if line.strip()]
    codes = {row["code"]: row for row in rows}
    wrong = []
    out = []
    for row in rows:
        code = row["code"]
        if code in LEFT_OUT or code.startswith(LEFT_OUT_PREFIX):
            continue
        given, capitals, words, aliases = own.get(code, ("", [], [], []))
        for word in words:
            known = lookup_territory(word)
            if known is not None and known.code != code and word not in BLURRED:
                wrong.append(f"{word}: {code} here, {known.code} in rigour")
        official = re.sub(r"\s*\(.*\)$", "", row["full_name"])
        kind = "historical" if row.get("is_historical") and row["is_country"] else "subdivision"
        if kind == "subdivision" and (row["is_country"] or not row.get("parent")):
            kind = "country" if row["is_country"] else "territory"
        if code in ("hk", "mo", "ps", "pr"):
            kind = "territory"
        if code in ("pk-km", "aq"):
            kind = "region"
        if code in ("gb-eng", "gb-sct", "gb-wls", "gb-nir"):
            kind = "country"
        label = given or re.sub(r"\s*\(.*\)$", "", row["name"])
        names = [row["name"], official, *english(row["names_strong"]), *aliases]
        if kind == "subdivision":
            names = [n for n in names if not re.search(r"[,(]", n)]
        names = sorted({re.sub(r"^the ", "", n) for n in names if not re.search(r"[(\[]", n) and n != label})
        parent = QIDS.get(row["parent"], codes[row["parent"]]["qid"]) if row.get("parent") else ""
        cells = [QIDS.get(code, row["qid"]), (row.get("alpha3") or code).upper(), label, kind, parent]
        out.append("\t".join([*cells, "|".join(names), "|".join(words), "|".join(c for c in capitals if c)]))
    print(HEAD)
    print("qid\tcode\tlabel\tkind\tpart_of\tnames\tdemonyms\tcapitals")
    print("\n".join(sorted(out, key=lambda line: (line.split("\t")[3], line.split("\t")[2]))))
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
