"""The axe engine run on a page in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

__all__ = ["serious_violations"]


def serious_violations(browser: Chrome) -> list[str]:
    """Rule and first element of every violation that axe calls serious or critical."""
    import axe_selenium_python

    engine = next(Path(axe_selenium_python.__file__).parent.rglob("axe.min.js"))
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": engine.read_text("utf-8")})
    found: list[dict[str, Any]] = browser.execute_async_script(
        "axe.run().then((r) => arguments[0](r.violations))"
    )
    bad = [v for v in found if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in bad]
