"""What draws a graph: the explorer, as a file or in a notebook, and a still picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Knowledge
from kg.show.notebook.frame import Page
from kg.store import rdf

if TYPE_CHECKING:
    from kg.show.notebook.picture import Picture
    from kg.show.view.story import Given


class Drawn:
    """The drawings of a graph."""

    knowledge: Knowledge

    def show(
        self,
        *,
        height: int = 700,
        title: str | None = None,
        around: str | None = None,
        since: str | None = None,
        until: str | None = None,
        story: Given | None = None,
    ) -> Page:
        """The explorer, drawn in the notebook; it needs no network. Where no script may run its picture is shown.

        Args:
            height: in pixels.
            title: as for :meth:`page`, and so are the others.
            around: only what is around this entity.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.
            story: steps that the page tells in place of its cards: a list, or the path of a JSON file with one
                (docs/page.md).

        Raises:
            NotFoundError: if the graph has no such entity, or tells nothing of that time.
            InputError: for what is no date, or no story about this graph.
        """
        page = self.page(title=title, around=around, since=since, until=until, story=story)
        return Page(page, height, self.picture())

    def picture(self, *, nodes: int = 40) -> Picture:
        """The best connected actors as a still picture: an SVG, for GitHub, print and other people's notebooks.

        Args:
            nodes: at most so many actors.
        """
        from kg.show.notebook.picture import picture

        return picture(self.knowledge, title=rdf.titled(self.knowledge), nodes=nodes)

    def page(
        self,
        *,
        title: str | None = None,
        around: str | None = None,
        since: str | None = None,
        until: str | None = None,
        story: Given | None = None,
    ) -> str:
        """The explorer as one HTML file.

        Args:
            title: heading of the page; None makes one of what the articles are about.
            around: label, id or alias of an entity: only what joins it to others, and these among one another.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.
            story: steps that the page tells in place of its cards: a list, or the path of a JSON file with one
                (docs/page.md).

        Raises:
            NotFoundError: if the graph has no such entity, or tells nothing of that time.
            InputError: for what is no date, or no story about this graph.
        """
        from kg.show import view

        return view.page(self.knowledge, title=title, around=around, since=since, until=until, story=story)
