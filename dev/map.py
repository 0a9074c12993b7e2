"""Print and draw which rooms of the code call which, by which doors."""

import argparse
from html import escape

from _place import CHECKOUT
from _rooms import edges, floors, read_rooms
from _say import say

PICTURE = CHECKOUT / "doc" / "map.svg"
WIDTH, HEIGHT, GAP, RISE, MARGIN = 168, 44, 26, 120, 24
_STYLE = (
    "text{font:14px sans-serif;fill:#222;text-anchor:middle}.doors{font-size:11px;fill:#666}"
    "rect{fill:#fff;stroke:#714b67;stroke-width:1.5}path{fill:none;stroke:#888;marker-end:url(#head)}"
)


def main(argv):
    parser = argparse.ArgumentParser(prog="dev map", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the picture is out of date")
    options = parser.parse_args(argv)
    rooms, calls = read_rooms(CHECKOUT)
    between = edges(calls)
    try:
        built = floors(set(rooms), set(between))
    except ValueError as circle:
        say(str(circle))
        return 1
    for floor in reversed(built):
        for name in floor:
            say(f"{name}: {rooms[name].purpose}")
            for (source, target), methods in sorted(between.items()):
                if source == name:
                    say(f"    → {target}: {', '.join(sorted(methods))}")
    say(f"{len(rooms)} rooms on {len(built)} floors, {len({call.method for call in calls})} doors")
    drawn = draw(rooms, between, built)
    if options.check:
        if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != drawn:
            say(f"{PICTURE.relative_to(CHECKOUT)} is out of date: run dev map")
            return 1
        return 0
    PICTURE.write_text(drawn, encoding="utf-8")
    say(f"Drawn: {PICTURE.relative_to(CHECKOUT)}")
    return 0


def draw(rooms, between, built):
    """Return the graph as SVG (str): callers above, arrows down to the rooms that they call."""
    widest = max(map(len, built))
    total = 2 * MARGIN + widest * WIDTH + (widest - 1) * GAP
    tall = 2 * MARGIN + (len(built) - 1) * RISE + HEIGHT
    centre = {}
    for level, floor in enumerate(built):
        left = (total - len(floor) * WIDTH - (len(floor) - 1) * GAP) / 2
        for place, name in enumerate(floor):
            centre[name] = left + place * (WIDTH + GAP) + WIDTH / 2, tall - MARGIN - HEIGHT - level * RISE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total:.0f} {tall:.0f}" width="{total:.0f}">',
        f"<style>{_STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" style="fill:#888;stroke:none;marker-end:none"/></marker></defs>',
    ]
    for (source, target), methods in sorted(between.items()):
        (x, y), (to_x, to_y) = centre[source], centre[target]
        y += HEIGHT
        bend = (to_y - y) / 2
        lines.append(
            f'<path d="M{x:.0f} {y:.0f}C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} {to_x:.0f} {to_y:.0f}">'
            f"<title>{escape(f'{source} → {target}: ' + ', '.join(sorted(methods)))}</title></path>"
        )
    for name, (x, y) in sorted(centre.items()):
        count = len(rooms[name].doors)
        doors = f"{count} door{'s' if count != 1 else ''}" if count else "no doors"
        lines += [
            f"<g><title>{escape(rooms[name].purpose)}</title>"
            f'<rect x="{x - WIDTH / 2:.0f}" y="{y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
            f'<text x="{x:.0f}" y="{y + 19:.0f}">{escape(name)}</text>'
            f'<text class="doors" x="{x:.0f}" y="{y + 35:.0f}">{doors}</text></g>'
        ]
    return "\n".join([*lines, "</svg>", ""])
