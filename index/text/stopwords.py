"""Words that say how something is asked, not what: they count in no match. By language, without accents."""

_ENGLISH = """
    a about also an and any are as at be been being but by can could did do does for from had has have he her his
    how i if in into is it its may me might must my no not of on or our s shall she should so t than that the
    their them then there these they this those to us was we were what when where which who whom whose why will
    with would you your
"""
_SPANISH = """
    a al algo algun alguna algunas alguno algunos aquel aquella aquellas aquellos asi aunque cada como con cual cuales
    cuando cuanta cuantas cuanto cuantos de del desde donde e el ella ellas ello ellos en entre era eran es esa esas ese
    eso esos esta estaba estaban estan estas este esto estos fue fueron ha haber habia habian han hasta hay
    la las le les lo los mas me mi mis muy ni no nos o os para pero por porque pues que quien quienes se sea segun ser
    si sido sin sobre son su sus tal tambien te tiene tienen tu tus u un una unas uno unos y ya yo
"""
_FRENCH = """
    a ai ainsi apres au aucun aucune aussi autre autres aux avant avec avez avons c ce ceci cela celle celles celui ces
    cet cette ceux chez comme comment combien d dans de depuis des dont du elle elles en entre es est et etaient etait
    ete etre eu eux fait faut font furent fut il ils j je l la laquelle le lequel les lesquelles lesquels leur leurs lui
    m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas plus pour pourquoi qu quand que quel
    quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout toute toutes
    tu un une vers vos votre vous y
"""
_GERMAN = """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis da damit dann das dass dein deine
    dem den denn der des die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines
    er es etwa fur gab gegen gibt hat hatte hatten habe haben ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist
    ja jede jedem jeden jeder jedes kann kein keine konnen mein meine mit muss nach nicht noch nur ob oder ohne
    sehr sein seine seinem seinen seiner seit sich sie sind so soll uber um und uns unser unter vom von vor wann war
    waren warum was welche welchem welchen welcher welches wem wen wenn wer werden weshalb wessen wie wieso wieviel wird
    wir wo wofur woher wohin wurde wurden zu zum zur zwischen
"""
_PORTUGUESE = """
    a ao aos aquela aquelas aquele aqueles aquilo as ate cada com como cuja cujo da das de dela delas dele deles
    desde depois do dos e ela elas ele eles em entre era eram essa essas esse esses esta estao estas estava estavam
    este estes eu foi foram ha havia isso isto ja lhe lhes mais mas me mesmo meu meus minha muito na nao nas nem no
    nos nossa nosso num numa o onde os ou para pela pelas pelo pelos por porque quais qual quando quanta quantas
    quanto quantos que quem sao se seja sem ser sera seu seus so sobre sua suas tambem te tem tinha tu tua um uma
    umas uns voce voces
"""
_ITALIAN = """
    a agli ai al alla alle allo anche ancora avere aveva c che chi ci cio coi col come con contro cosa cui d da
    dagli dai dal dalla dalle dallo dei degli del dell della delle dello di dopo dove e ed era erano essere fa fino fra
    fu furono gli ha hanno ho i il in io l la le lei li lo loro lui ma me mi mio nei negli nel nell nella nelle nello
    nessuno noi non nostra nostro o ogni per perche piu poi prima qual quale quali quando quanta quante quanti quanto
    quel quella quelle quelli quello questa queste questi questo se senza si sia sono sta stata stati stato su sua sue
    sugli sui sul sull sulla sulle suo suoi tra tu tutti tutto un una uno vi voi
"""
_DUTCH = """
    aan al alle als ander bij dan dat de deze die dit door dus een en er ge geen had hadden heb hebben heeft hem het
    hier hij hoe hoeveel hun ik in is ja je jij jullie kan kunnen maar me meer men met mijn moet na naar niet nog nu of
    om omdat ons onze ook op over te tegen toch toen tot u uit van vanaf veel voor waar waarom wanneer waren was wat
    we wel welk welke werd werden wie wij worden wordt ze zich zij zijn zo zonder zou
"""

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset({"¿", *_SPANISH.split()}),  # the mark says as much as one of them
    "fr": frozenset(_FRENCH.split()),
    "de": frozenset(_GERMAN.split()),
    "pt": frozenset(_PORTUGUESE.split()),
    "it": frozenset(_ITALIAN.split()),
    "nl": frozenset(_DUTCH.split()),
}
