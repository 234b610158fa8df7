"""Short documents in Markdown, one for each kind of block, and what is asked of each."""

from typing import NamedTuple


class Document(NamedTuple):
    """A document, a question, and the words of its plain reading that answer."""

    name: str
    title: str
    question: str
    words: str
    text: str
    language: str = "en"


DOCUMENTS = (
    Document(
        "list",
        "What to pack",
        "Which papers do I need on board?",
        "Your ticket and a card with your picture.",
        """Bring these on board:

- Your ticket and a card with your picture.
- Warm clothes; the deck is open on *all* sides.
- Food for a day, since the kitchen is closed in winter.
""",
    ),
    Document(
        "list-nested",
        "The night watch",
        "What does the watch look at in the engine room?",
        "The oil, every hour.",
        """The watch goes round by this list:

1. Engine room
   - The oil, every hour.
   - The pumps:
     - port
     - starboard
2. Deck
   - The lights at bow and stern.
3. Bridge
""",
    ),
    Document(
        "steps",
        "Bleeding the boiler",
        "How do I bleed the boiler?",
        "Open the small valve on top until water comes.",
        """To bleed the boiler:

1. Let it cool for *two* hours.
2. Close the valve `V-2` (the red one).
3. Open the small valve on top until water comes.
4. Close it, and open `V-2` again.
""",
    ),
    Document(
        "steps-more",
        "Taking over the ferry",
        "How is the ferry taken over?",
        "Read the log of the last three trips.",
        "Whoever takes over the ferry does this, in this order:\n\n1. Read the log of the last three trips.\n"
        + "\n".join(
            f"{number}. Walk to station {number} and read its gauges, one after the other, from the left to the right; "
            "write what they show into the log, with the time, and sign below it."
            for number in range(2, 25)
        ),
    ),
    Document(
        "code",
        "The log service",
        "How is the log service restarted?",
        "systemctl restart ferry-log",
        """## Restart

```sh
# as root
systemctl restart ferry-log
journalctl -u ferry-log --since "5 min ago" | grep -v '`ok`'
```
""",
    ),
    Document(
        "code-introduced",
        "Reading the gauges",
        "How are the gauges read by a script?",
        "Values are in bar, so divide by ten for megapascal:",
        """The library has one function for all gauges. Values are in bar, so divide by ten for megapascal:

```python
from works import gauges

for gauge in gauges.all():
    # one line for each
    print(f"{gauge.name:<12} {gauge.bar / 10:.2f} MPa")
```
""",
    ),
    Document(
        "table-small",
        "Huts on the ridge",
        "How high is the hut Sundfell?",
        "Sundfell\t1,240 m\t18\tall year",
        """| Hut | Height | Beds | Open |
|:----|------:|-----:|------|
| Sundfell | 1,240 m | 18 | all year |
| Orrin | 980 m | 6 | May to October |
| 山の小屋 | 1,402 m | 12 | July |
""",
    ),
    Document(
        "table-wide",
        "Settings of the log",
        "How long are old logs kept?",
        "log.keep\t30 days\tHow long entries are kept; older ones are packed first and deleted a week later",
        """| Setting | Default | What it does |
|---|---|---|
| `log.keep` | 30 days | How long entries are kept; older ones are packed first and deleted a week later |
| `log.level` | `info` | The least important entries that are written |
""",
    ),
    Document(
        "table-row",
        "All ships",
        "When was the Arle built?",
        "Arle\t1962\t48 m",
        "| Ship | Built | Length |\n|---|---|---|\n"
        + "".join(f"| Ship {number} | {1900 + number} | {number} m |\n" for number in range(40))
        + "| Arle | 1962 | 48 m |\n",
    ),
    Document(
        "faq",
        "Questions about tickets",
        "Can I give a ticket back?",
        "Until an hour before the ferry leaves, at any counter.",
        """## Can I give a ticket back?

Yes. Until an hour before the ferry leaves, at any counter. You get the price less 2 € back.

## Do dogs pay?

**No.**
""",
    ),
    Document(
        "definitions",
        "Words of the harbour",
        "What is a bollard?",
        "A short post on a quay that ropes are tied to.",
        """Bollard
: A short post on a quay that ropes are tied to.

Lee
: The side that the wind does not reach.
""",
    ),
    Document(
        "footnote",
        "The old pier",
        "When was the old pier built?",
        "The old pier was built in 1874 and has burned twice.",
        """The old pier was built in 1874[^1] and has burned twice. It is closed.

[^1]: By the minutes of the council; the stone above the gate says 1876.
""",
    ),
    Document(
        "quotation",
        "After the storm",
        "What did the harbour master say of the storm?",
        "“We lost two cranes and not a single soul,” said Ilse Brandt, the harbour master.",
        """The storm ended at dawn.

> “We lost two cranes and not a single soul,” said Ilse Brandt, the harbour master.
> She had been up for thirty hours.
""",
    ),
    Document(
        "admonition",
        "Handling acid",
        "What must I wear with acid?",
        "Wear gloves and glasses, also for small amounts.",
        """Acid stands in cabinet 4.

!!! warning "Before you open it"
    Wear gloves and glasses, also for small amounts.
""",
    ),
    Document(
        "links",
        "Where to ask",
        "Whom do I ask for a berth?",
        "Ask the harbour office for a berth, or write to berths@works.example.",
        """Ask the [harbour office](https://office.example/a_b?c=d "Office") for a berth, or write to
<berths@works.example>. The map is at https://works.example/map_of_all; see also [the rules][r] and @everyone.

[r]: https://works.example/rules
""",
    ),
    Document(
        "emphasis",
        "House rules",
        "May I smoke below deck?",
        "Nobody may smoke below deck, not even once.",
        """***Nobody*** may smoke __below__ deck, not *even* once. ~~Pipes are fine.~~ On deck it is ==allowed==.
""",
    ),
    Document(
        "signs",
        "Names of files",
        "How are files named?",
        "Files are named after ship_and_day (for example arle_2026*.csv, not #arle), 5 * 3 letters at most.",
        r"""Files are named after ship\_and\_day (for example arle\_2026\*.csv, not \#arle), 5 \* 3 letters at most.
Paths are C:\\logs\\arle or ~/logs; `a||b` is the sign for *or*, :-) is none, and 10:30:45 &lt; 11 o'clock.
""",
    ),
    Document(
        "cjk",
        "灯台の案内",
        "灯台は何時に開きますか。",
        "灯台は毎朝九時に開き、日が沈むと閉まります。",
        """灯台は毎朝九時に開き、日が沈むと閉まります。切符は要りません。

- 犬は入れません。
- 階段は**百二十段**あります。
""",
        "ja",
    ),
    Document(
        "right-to-left",
        "שעות הנמל",
        "מתי המעבורת יוצאת?",
        "המעבורת יוצאת בכל בוקר בשעה 9:30 מהרציף הצפוני (רציף B).",
        """המעבורת יוצאת בכל בוקר בשעה 9:30 מהרציף הצפוני (רציף B). הכרטיס עולה 12 שקלים.

1. קנו כרטיס.
2. המתינו מאחורי הקו הצהוב.
""",
        "he",
    ),
    Document(
        "paragraph",
        "How the lock works",
        "How long does the lock take?",
        "A passage takes about eleven minutes, of which the water needs seven.",
        """The lock lifts boats by four metres, from the river to the lake, and has done so since 1931 without a motor:
the water of the lake does all the work, through two pipes that a keeper opens by hand. A passage takes about eleven
minutes, of which the water needs seven. Up to six boats fit in, if none is longer than nine metres, and those
that came first go in first, whatever they pay. At night a bell rings in the keeper's house.
""",
    ),
    Document(
        "mixed",
        "The winter service",
        "How is the ramp heated?",
        "Turn the key to II and wait for the green light.",
        """---
title: The winter service
draft: false
---
# The winter service

From November on the ramp is heated.[^1] <!-- ask Jo -->

## Heating the ramp

1. Turn the key to II and wait for the green light.
2. Check with:

   ```sh
   ramp status --all
   ```
3. Tell the bridge.

| Light | Meaning |
|---|---|
| green | warm |
| red | broken |

> [!NOTE]
> Salt is *never* used.

[^1]: Only where it freezes.
""",
    ),
)
