"""The explorer in a notebook: a frame of its own, over a still picture for where no frame may be."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.show.notebook.picture import Picture

# A frame prefers the colours of the element that it stands in; JupyterLab and VS Code mark theirs on the body alone.
_THEMES = (
    '<style>body[data-jp-theme-light="false"] .kg-page,body.vscode-dark .kg-page{color-scheme:dark}'
    'body[data-jp-theme-light="true"] .kg-page,body.vscode-light .kg-page{color-scheme:light}</style>'
)


class Page:
    """An HTML page that a notebook shows in a frame, and as a picture where it keeps no frame.

    JupyterLab takes frames out of a notebook that it does not trust; what is left is the picture that the frame covers.
    Whoever shows no HTML takes the picture as SVG.

    Args:
        html: the page.
        height: of the frame in pixels.
        picture: what it shows at first.
    """

    def __init__(self, html: str, height: int, picture: Picture) -> None:
        self.html = html
        self.height = height
        self.picture = picture

    def __repr__(self) -> str:
        return f"<Page of {len(self.html)} characters; a notebook draws it>"

    def _repr_svg_(self) -> str:
        return self.picture.svg

    def _repr_html_(self) -> str:
        height = escape(str(self.height))
        still = b64encode(self.picture.svg.encode()).decode()
        return (
            f'{_THEMES}<div class="kg-page" style="position:relative;overflow:hidden;height:{height}px">'
            f'<img src="data:image/svg+xml;base64,{still}" alt="Knowledge graph" '
            'style="max-width:100%;max-height:100%">'
            f'<iframe srcdoc="{escape(self.html)}" style="position:absolute;top:0;left:0;width:100%;border:0" '
            f'height="{height}" sandbox="allow-scripts allow-downloads allow-popups" title="Knowledge graph"></iframe>'
            "</div>"
        )
