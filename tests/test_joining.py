"""The page's modules put into one script: what is missing, doubled or goes in circles is named, never joined."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.show.view import _modules, brief, kinds
from kg.show.view.joining import join
from kg.terms.classes import DRAWN_AS


def test_what_is_imported_comes_first_and_each_module_once():
    sources = {
        "main.js": 'import { a } from "./x/a.js";\nimport "./b.js";\nf(a);',
        "x/a.js": 'import { c } from "../c.js";\nexport const a = c;',
        "b.js": 'import { c } from "./c.js";\ng(c);',
        "c.js": "export let c = 1;",
        "never.js": "export const never = 1;",
    }
    assert join(sources, "main.js") == '"use strict";\nlet c = 1;\nconst a = c;\ng(c);\nf(a);\n'


def test_json_is_a_constant_of_the_name_of_its_file():
    sources = {"main.js": 'import t from "./t.json" with { type: "json" };\nf(t);', "t.json": '{"b": [1, 2]}'}
    assert join(sources, "main.js") == '"use strict";\nconst t = {"b":[1,2]};\nf(t);\n'


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"main.js": 'import "./a.js";', "a.js": 'import "./main.js";'}, "main.js imports a.js imports main.js"),
        ({"main.js": 'import { b } from "./a.js";\nb();', "a.js": "const b = 1;"}, "'b', which a.js does not export"),
        ({"main.js": 'import { b } from "./a.js";', "a.js": "export const b = 1;"}, "'b' and does not use it"),
        ({"main.js": 'import "./a.js";'}, "imports a.js, which is no module"),
        ({"main.js": 'import "./a.js";\nlet b;', "a.js": "const b = 1;"}, "main.js: 'b' is made in a.js too"),
        ({"main.js": "import * as a from './a.js';"}, "main.js:1: .* is no import in the form"),
        ({"main.js": "\nconst a = 1, b = 2;"}, "main.js:2: .* is no declaration of one name"),
        ({"main.js": "export default f;"}, "main.js:1: .* is no declaration of one name"),
        ({"main.js": "export { a };"}, "main.js:1: .* is no declaration of one name"),
        ({"main.js": 'import a from "./b.json" with { type: "json" };', "b.json": "1"}, "called after its file"),
        ({"main.js": 'import a from "./a.js";', "a.js": ""}, "JSON is imported as"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_would_be_another_program_is_refused(sources, message):
    with pytest.raises(InputError, match=message):
        join(sources, "main.js")


def test_every_module_of_the_page_is_in_its_script_and_stays_within_five_hundred_lines():
    sources = _modules()
    script = join(sources, "main.js")
    for path, text in sources.items():
        assert len(text.splitlines()) <= 500, path
        if path.endswith(".js"):
            assert text.rstrip().splitlines()[-1].removeprefix("export ") in script, path


def test_each_kind_that_a_class_is_drawn_as_has_a_symbol_and_colours():
    assert set(DRAWN_AS.values()) <= set(kinds.table()["kinds"])
    for scheme in ("light", "dark"):
        assert len(set(kinds.colours(scheme).values())) == len(kinds.colours(scheme))


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("a = b // c\n+ d", "a=b\n+d"),
        ("x = '// no comment';", "x='// no comment';"),
        ("f(/[/*]'/.test(x), a / b / c);", "f(/[/*]'/.test(x),a/b/c);"),
        ("return /a b/ ;", "return/a b/;"),
        ("t = `a  ${ { b: `c  ${d + 1}` } }  // e`;", "t=`a  ${{b:`c  ${d+1}`}}  // e`;"),
        ("a + +b - -c", "a+ +b- -c"),
        ("const é = 1, f = é;\n\n\ng()", "const é=1,f=é;g()"),
        ("let a\nlet b", "let a\nlet b"),
        ("if (a) {\n  b()\n}\nc()", "if(a){b()}\nc()"),
    ],
)
def test_a_script_without_comments_and_blanks_is_the_same_program(long, short):
    assert brief.script(long) == short
