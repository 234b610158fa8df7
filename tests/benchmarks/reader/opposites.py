"""Words of opposite or other meaning by which a question is turned into one that its passage does not answer; English.

In each pair the second stands for the first in the same form, and the first, where it is one word, for the second.
"""

from functools import cache

_PAIRS = """
largest smallest | biggest tiniest | greatest least | highest lowest | tallest shortest | longest briefest
oldest youngest | earliest latest | first last | fastest slowest | strongest weakest | richest poorest
widest narrowest | deepest shallowest | heaviest lightest | hottest coldest | warmest coolest | wettest driest
best worst | most least | nearest farthest | closest furthest | easiest hardest | cheapest costliest
busiest quietest | brightest darkest | safest riskiest | cleanest dirtiest | thickest thinnest | loudest quietest
happiest saddest | healthiest sickest | simplest trickiest | softest hardest | smartest dumbest
larger smaller | bigger tinier | greater lesser | higher lower | taller shorter | longer briefer
older younger | earlier later | faster slower | stronger weaker | richer poorer | wider narrower
deeper shallower | heavier lighter | hotter colder | warmer cooler | better worse | more less
nearer farther | closer further | easier harder | cheaper costlier | brighter darker | safer riskier
thicker thinner | cleaner dirtier | louder quieter | softer harder | sooner later | happier sadder
large small | big little | great minor | high low | tall short | long brief | old new | early late | fast slow
strong weak | rich poor | wide narrow | deep shallow | heavy light | hot cold | warm cool | good bad
easy difficult | cheap expensive | bright dark | safe dangerous | thick thin | clean dirty | loud quiet
soft hard | happy sad | healthy sick | simple complex | young elderly | full empty
open closed | public private | major minor | main secondary | upper lower | inner outer | internal external
domestic foreign | local national | urban rural | northern southern | eastern western | north south | east west
northeast southwest | northwest southeast | left right | front rear | top bottom | positive negative
active passive | male female | married single | modern ancient | legal illegal | possible impossible
common rare | usual unusual | popular unpopular | successful unsuccessful | necessary unnecessary
important unimportant | direct indirect | formal informal | official unofficial | complete incomplete
known unknown | visible invisible | stable unstable | equal unequal | fair unfair | friendly hostile
natural artificial | permanent temporary | final initial | maximum minimum | majority minority
primary secondary | original revised | regular irregular | frequent occasional | fertile barren | wet dry
liberal conservative | civilian military | democratic authoritarian | religious secular | vertical horizontal
increase decrease | increased decreased | increasing decreasing | increases decreases
rise fall | rose fell | rising falling | rises falls | grow shrink | grew shrank | growing shrinking
gain lose | gained lost | gaining losing | gains losses | win lose | won lost | winning losing | wins loses
winner loser | victory defeat | victories defeats | beat lost to | defeated surrendered to
buy sell | bought sold | buying selling | buys sells | purchase sale | purchased sold | buyer seller
arrive depart | arrived departed | arriving departing | arrival departure
entrance exit | join quit | joined quit | joining leaving | start end | started ended | starting ending
begin end | began ended | beginning ending | begins ends | begun finished | open close | opened closed
opening closing | opens closes | launch discontinue | launched discontinued | introduce abolish
introduced abolished | create destroy | created destroyed | creating destroying | creation destruction
build demolish | built demolished | building demolishing | construct dismantle | constructed dismantled
establish dissolve | established dissolved | founded dissolved | founding dissolution | formed disbanded
born buried | birth death | live die | lived died | alive dead | survived perished
allow forbid | allowed forbidden | allows forbids | permit prohibit | permitted prohibited | legalized banned
accept reject | accepted rejected | accepts rejects | accepting rejecting | approve oppose | approved vetoed
support oppose | supported opposed | supports opposes | supporters opponents | supporting opposing
agree disagree | agreed disagreed | agrees disagrees
love hate | loved hated | loves hates | praise criticize | praised criticized | praising criticizing
help hinder | helped hindered | helps hinders | protect endanger | protected endangered | encourage discourage
encouraged discouraged | attract repel | attracted repelled | include exclude | included excluded
includes excludes | including excluding | add remove | added removed | adding removing | adds removes
attach detach | connect disconnect | connected disconnected | combine separate | combined separated
unite divide | united divided | strengthen weaken | strengthened weakened | expand reduce | expanded reduced
improve worsen | improved worsened | improves worsens | raise lower | raised lowered | raising lowering
send receive | sent received | sending receiving | give take | gave took | given taken | giving taking
import export | imported exported | imports exports | lend borrow | lent borrowed | teach learn | taught learned
teacher student | employer employee | hire fire | hired fired | appoint dismiss | appointed dismissed
elected ousted | promote demote | promoted demoted | succeed fail | succeeded failed | success failure
succeeds precedes | succeeded preceded | preceded followed | before after | prior subsequent | above below
over under | inside outside | within beyond | always never
attack defend | attacked defended | attacking defending | attackers defenders | invade liberate
invaded liberated | capture release | captured released | arrest release | arrested released | convicted acquitted
guilty innocent | ally enemy | allies enemies | friend enemy | friends enemies | war peace | victim attacker
remember forget | remembered forgot | find lose | found lost | save waste | saved wasted | keep discard
kept discarded | push pull | pushed pulled | ask answer | asked answered | question reply | laugh cry
laughed cried | awake asleep | day night | morning evening | summer winter | spring autumn
father mother | son daughter | sons daughters | brother sister | brothers sisters | husband wife
king queen | prince princess | man woman | men women | boy girl | boys girls | uncle aunt | nephew niece
grandfather grandmother | host guest | hero villain | parent child | parents children | ancestor descendant
ancestors descendants | predecessor successor | captain deputy | leader follower | leaders followers
advantage disadvantage | advantages disadvantages | benefit drawback | benefits drawbacks | strength weakness
strengths weaknesses | cause prevent | caused prevented | causes prevents | causing preventing | cause effect
causes effects | reason result | profit loss | profits losses | income expense | revenue cost | asset liability
supply demand | producer consumer | producers consumers | hardware software | input output | download upload
install uninstall | installed uninstalled | enable disable | enabled disabled | lock unlock | locked unlocked
wealth poverty | health illness | hope despair | courage fear | knowledge ignorance | truth lie | order chaos
land sea | mountain valley | mountains valleys | plains highlands | coast interior | capital province
acid base | solid liquid | positive neutral | voluntary compulsory | optional mandatory | partial total
recommend discourage | recommended discouraged | comfortable uncomfortable | satisfied disappointed
reliable unreliable | sturdy flimsy | sharp dull | tight loose | smooth rough | fresh stale | sweet sour
"""


@cache
def opposites() -> dict[str, tuple[str, ...]]:
    """For each word what may be said in its place."""
    found = dict[str, tuple[str, ...]]()
    for pair in _PAIRS.replace("\n", "|").split("|"):
        one, _, other = pair.strip().partition(" ")
        if one:
            found[one] = (*found.get(one, ()), other)
            if " " not in other:
                found[other] = (*found.get(other, ()), one)
    return found
