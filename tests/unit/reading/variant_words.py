"""The words that made-up minutes are put together from, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

FIRST = (
    "Åsa", "Örjan", "Helga", "Cia", "Didrik", "Camilla", "Per", "Karl", "Lena", "Björn", "Ulla", "Håkan",
    "Märta", "Anna-Karin", "Lars-Åke", "Yusuf", "Farida", "Göran", "Siv", "Elin", "Nils-Olof", "Majken",
)  # fmt: skip
LAST = (
    "Öberg", "Lindqvist", "Wallgren", "Åström", "Brodin", "von Heijne", "Hällström", "Sjölund", "Ek",
    "Demir",
    "af Klint", "Nazari", "Norlander", "Rosén", "Ljungdahl", "Wikner", "Frössling", "Kvarnström",
    "Molin", "Tell",
    "Håkansson", "Ahlgren-Ström",
)  # fmt: skip
ORGANISATIONS = ("Norrvik", "Lövhult", "Åkersund", "Region Ljungadalen", "Lövhults kommun", "Bäckafors")
PARTIES = ("S", "M", "C", "L", "V", "MP", "KD", "SD")


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    bodies: tuple[str, ...]
    places: tuple[str, ...]
    sentences: tuple[str, ...]
    titles: tuple[str, ...]
    long_titles: tuple[str, ...]
    parts: tuple[str, ...]
    points: tuple[str, ...]
    clauses: tuple[str, ...]
    decisions: tuple[str, ...]
    assignments: tuple[tuple[str, str | None], ...]
    chair: str
    vice: str
    secretary: str
    remote: str
    closing: str
    next_title: str
    next_note: str
    opening: str
    election_title: str
    elections: tuple[str, ...]
    elections_of_two: tuple[str, ...]
    deciders: tuple[str, ...]


SV = Words(
    bodies=(
        "Ljungadalens samrådsgrupp",
        "Kommunstyrelsen",
        "Kultur- och fritidsnämnden",
        "Styrelsen för Brf Göken",
    ),
    places=("Rådhuset, sal 3", "Folkets hus, Norrvik", "Hörsalen", "Kommunhuset, sammanträdesrum Eken"),
    sentences=(
        "{name} redogör för läget och svarar på frågor från deltagarna.",
        "Arbetet följer planen och väntas vara klart under våren.",
        "Flera påpekar att frågan hänger samman med översynen av lokalerna.",
        "Underlaget skickas ut till alla när det är färdigt.",
        "{name} föreslår att gruppen återkommer till frågan när remissen är besvarad.",
        "Det råder enighet om att öppettiderna bör vara generösa även på lördagar.",
        "Kostnaden beräknas till 340 000 kronor, vilket ryms inom ramen.",
        "Skälet är att avtalet löper ut och att en ny upphandling tar tid.",
        "Frågan har tidigare diskuterats i förvaltningens ledningsgrupp.",
        "{name} lyfter vikten av att även mindre föreningar får möjlighet att delta.",
        "Ett förslag till tidplan presenteras längre fram.",
        "Det är ännu inte klart vem som ska ansvara för driften.",
        "Dialogen med länsstyrelsen har varit god, men handläggningen drar ut på tiden.",
    ),
    titles=(
        "Lägesrapport",
        "Budgetuppföljning",
        "Öppettider i simhallen",
        "Remiss om länsplanen",
        "Årsredovisning",
        "Ny lekplats vid Ängsgården",
        "Information från förvaltningen",
        "Avtal om skolskjuts",
        "Övriga frågor",
    ),
    long_titles=(
        "Återkoppling från arbetsgruppen för resursbehov och gemensamma påverkansinsatser under kommande år",
        "Samverkan kring kommunikationsaktiviteter och fortsatt arbete med översyn av lokalförsörjningen",
    ),
    parts=("Digitalisering", "Kulturskolan", "God och nära vård", "Infrastruktur", "Äldres hälsa"),
    points=(
        "nya skyltar vid badplatsen",
        "två sommarjobb på biblioteket",
        "Ett möte hålls med föreningarna. Alla är välkomna att delta och att lämna synpunkter på förslaget.",
        "Översyn av avgifterna",
    ),
    clauses=(
        "att godkänna redovisningen",
        "att anvisa 120 000 kronor för ändamålet",
        "att uppdra åt förvaltningen att återkomma med ett förslag till avtal som omfattar samtliga lokaler",
        "att ärendet därmed är avslutat",
    ),
    decisions=(
        "{decider} beslutar att godkänna förslaget.",
        "{decider} beslutar att lägga rapporten till handlingarna och att följa upp frågan vid årets slut.",
        "{decider} beslutade att planen kan presenteras på konferensen med justeringarna ovan.",
    ),
    assignments=(
        ("{name} får i uppdrag att till nästa möte ta fram ett underlag.", "nästa möte"),
        ("{name} får i uppdrag att senast den 15 mars kontakta leverantören.", "den 15 mars"),
        ("{name} får i uppdrag att kontakta föreningarna och att sammanställa deras önskemål.", None),
    ),
    chair="ordförande",
    vice="vice ordförande",
    secretary="sekreterare",
    remote="digitalt",
    closing="{name} tackar för visat intresse och avslutar mötet.",
    next_title="Nästa möte",
    next_note="Obs! Ny lokal.",
    opening="Mötets öppnande",
    election_title="Val av justerare",
    elections=(
        "{one} utses som justerare för minnesanteckningarna.",
        "{one} utses till justerare.",
        "{one} utses att jämte ordföranden justera protokollet.",
        "Till justerare utses {one}.",
        "{one} valdes att justera dagens protokoll.",
        "Mötet beslutar att utse {one} till justerare.",
    ),
    elections_of_two=(
        "{one} och {two} utses till justerare.",
        "{one} och {two} utses att jämte ordföranden justera protokollet.",
        "Att justera protokollet utses {one} och {two}.",
    ),
    deciders=("Ledningsgruppen", "Styrelsen", "Nämnden", "Mötet"),
)

EN = Words(
    bodies=("Board of Trustees", "Planning Committee", "Friends of the Lövhult Library"),
    places=("Town Hall, room 3", "Lövhult Library", "The Old School, Norrvik"),
    sentences=(
        "{name} reported on the work and answered questions from those present.",
        "The work is going as planned and should be finished in the spring.",
        "Several members pointed out that the matter depends on the review of the premises.",
        "The papers will be sent to everybody when they are ready.",
        "{name} suggested that the question be taken up again when the reply has come.",
        "There was broad support for longer opening hours on Saturdays.",
        "The cost is put at 34,000 kronor, which is within the budget.",
        "It is not yet clear who will be responsible for the upkeep.",
    ),
    titles=("Finances", "Opening hours", "Programme for the spring", "Reading room", "Any other business"),
    long_titles=(
        "Report from the working group on the premises and the joint campaign for new members next year",
        "Cooperation with the neighbouring societies and the continued review of all rented premises",
    ),
    parts=("Membership", "Website and newsletter", "Children and schools"),
    points=(
        "new signs at the entrance",
        "two summer jobs",
        "A meeting is held with the neighbours. Everybody is welcome to come and to comment on the plan.",
    ),
    clauses=(
        "to approve the report",
        "to set aside 12,000 kronor for the purpose",
        "to ask the secretary for a new draft of the agreement that covers all of the rented premises",
    ),
    decisions=(
        "{decider} decides to approve the proposal.",
        "{decider} decided that the plan can be presented at the conference with the adjustments above.",
        "{decider} resolved to lay the report to the records and to return to the matter.",
    ),
    assignments=(
        ("{name} is asked to draft a programme before the next meeting.", "the next meeting"),
        ("{name} is tasked to write to the supplier by 15 March.", "15 March"),
        ("{name} was asked to collect the wishes of the members.", None),
    ),
    chair="chair",
    vice="vice chair",
    secretary="secretary",
    remote="remotely",
    closing="{name} thanked everyone and closed the meeting.",
    next_title="Next meeting",
    next_note="Please note the new room.",
    opening="Opening",
    election_title="Election of minutes checkers",
    elections=(
        "{one} was elected to check the minutes.",
        "{one} was elected to adjust the minutes.",
        "It was decided to elect {one} to check the minutes.",
        "{one} was appointed as adjuster.",
    ),
    elections_of_two=(
        "{one} and {two} were elected to check the minutes.",
        "{one} and {two} were appointed as adjusters.",
    ),
    deciders=("The Board", "The Committee", "The meeting"),
)
