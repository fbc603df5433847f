"""How often one page is made anew: in breaking news every second request may find it changed."""

from dataclasses import dataclass

# What a busy hour never reaches, so that there every reader sees every change at once.
IN_A_ROW = 100
# Beyond it a page is at most a twentieth of a second old, and making it anew costs a few percent of a processor.
A_SECOND = 20.0


@dataclass
class Pace:
    """So many times in a row, then so many times a second (a token bucket); one for each page. Times are in seconds."""

    left: float = IN_A_ROW
    at: float = 0.0

    def allows(self, now: float) -> bool:
        """Whether the page may be looked after now."""
        if self.left < 1:
            self._refill(now)
        return self.left >= 1

    def take(self, now: float) -> None:
        """The page was made."""
        self._refill(now)
        self.left = max(0.0, self.left - 1)

    def _refill(self, now: float) -> None:
        self.left = min(IN_A_ROW, self.left + (now - self.at) * A_SECOND)
        self.at = now
