"""Pictures of a report, as data: panels that are looked at together."""

import base64
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """One image: either SVG markup of our own making or the bytes of a PNG.

    Attributes
    ----------
    alt : str
        What there is to see, for those who cannot see it.
    width : int
        Of a PNG on the page, in pixels.
    """

    label: str
    alt: str
    svg: str = ""
    png: bytes = b""
    width: int = 0

    @property
    def data_uri(self) -> str:
        """The PNG, to stand in the page itself."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")


@dataclass(frozen=True)
class Picture:
    """Panels that are looked at together, and what to look for."""

    title: str
    caption: str
    panels: tuple[Panel, ...]
