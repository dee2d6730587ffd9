"""The commands in the order of use, and the text of ``kg --help``.

It stands apart from the command line itself because importing click alone costs more than three starts of the
interpreter; whoever only asks what there is need not wait for it.
"""

# Command -> its module in kg.cli and its first line of help; a test compares that with the command's own.
COMMANDS = {
    "build": ("making", "Build the graph of the texts at PATH... in the folder DIR."),
    "query": ("asking", "Answer a SPARQL query from the graph of DIR."),
    "ask": ("asking", "Answer a saved question from the graph of DIR."),
    "explain": ("asking", "Show who says a statement, where, and in which words."),
    "export": ("keeping", "Write the graph of DIR in another format."),
    "push": ("sending", "Send the graph of DIR to a store on the web."),
    "extract": ("making", "Print what sentences say, without building a graph."),
    "entities": ("making", "Print the names, mentions and events of a text."),
    "resolve": ("making", "List which names of the graph of DIR were merged, to confirm or reject."),
    "add": ("changing", "Add the texts at PATH... to the graph of DIR."),
    "remove": ("changing", "Take documents out of the graph of DIR."),
    "view": ("keeping", "Write the page of the graph of DIR: one HTML file."),
    "path": ("analysing", "Tell how FROM is connected to TO in the graph of DIR."),
    "rank": ("analysing", "List the most central entities of the graph of DIR."),
    "communities": ("analysing", "List the groups of entities that belong together."),
    "sides": ("analysing", "Tell who is on whose side in the graph of DIR."),
    "claims": ("analysing", "List the facts that several voices tell."),
    "disputes": ("analysing", "List the claims that some affirm and others deny."),
    "timeline": ("analysing", "List what happened in the graph of DIR, in order."),
    "serve": ("serving", "Serve the graph of DIR to SPARQL clients and browsers."),
    "diff": ("keeping", "Compare two graphs, record by record."),
    "stats": ("keeping", "Count what the graph of DIR holds."),
    "validate": ("keeping", "Check the graph of DIR against shapes and invariants."),
}


def overview() -> str:
    """The text of ``kg --help``.

    >>> print(overview().splitlines()[0])
    Usage: kg [--debug] COMMAND [ARGS]...
    """
    commands = "\n".join(f"  {name:<12} {line}" for name, (_, line) in COMMANDS.items())
    return f"""\
Usage: kg [--debug] COMMAND [ARGS]...

  News text to a knowledge graph that can say who said it, where, and in which
  words, and whether it was asserted, hoped for or denied.

  Start with:
      kg build seeds -o out
      kg query out "SELECT ?x ?y {{ ?x kg:supports ?y }}"

Commands, in the order of use:
{commands}

Options:
  --debug      Show the traceback of an error; may stand anywhere.
  --version    Print the version.
  -h, --help   Show this text; after a command, the command's own.
"""
