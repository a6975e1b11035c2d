# Afscherming: regels, wat samen gepubliceerd wordt, wat een buitenstaander kan afleiden.
unknown-rules = rules is '{ $found }', dat moet { $known } zijn, of een tabel met regels
unknown-rule-word = { $source }, kolom '{ $column }', rij { $rows } is '{ $found }', dat moet een van deze zijn: { $known }
impossible-rule-value = { $source }, kolom '{ $column }', rij { $rows }: er staat niets, of geen waarde die { $rule } kan hebben: een getal vanaf 0, een deel van het geheel in (0, 1], 0 of 1 voor aan of uit, ten minste 2 mogelijkheden
rules-hide-nothing = de regels '{ $name }' verbergen niets: geef min_allocations, not_shown of small_as een waarde boven 0
rules-hide-everything = de regels '{ $rules }' verbergen elk aantal in deze tabellen: publiceer grotere gebieden, een langere periode of minder groepen, of kijk naar de drempels
nothing-to-protect = in deze tabellen staat geen enkele verhuring: er valt niets af te schermen of te publiceren; kijk naar de periode en de gebieden waarvoor is geteld
unknown-group-to-protect = { $n ->
    [one] één groep is geen hoofdgroep en staat
   *[other] { $n } groepen zijn geen hoofdgroep en staan
  } in geen indeling, dus er is geen regel voor bekend; de hoofdgroepen zijn { $known }{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  }; tel met groups=, of geef protect(..., groups=) een tabel met code, main_group en sensitivity
group-without-main-group = groep '{ $group }' heeft in de tabel van doelgroepen geen hoofdgroep: geef die
flag-is-no-yes-or-no = { $source }, kolom '{ $column }': geen ja en geen nee in rij { $first }; het moet iets zijn als ja en nee, yes en no, true en false
unknown-level-to-protect = level is '{ $found }', dat moet { $known } zijn
unknown-consent = consent noemt { $found }, maar dat staat in geen tabel; de tabellen hebben { $n } corporaties{ $near ->
    [none] {""}
   *[other] , ook { $near }: bedoel je die?
  }
cells-unknown-column = { $source }: geen kolom van deze tabellen: { $found }; de kolommen zijn { $known }{ $near ->
    [none] {""}
   *[other] ; bekende namen die erop lijken: { $near }
  }. Elke rij noemt een cel met haar codes en geeft status of cost
cells-say-nothing = { $source }, rij { $rows }: geen status en geen cost; geef status shown of hidden, of een cost
cells-unknown-status = { $source }, kolom '{ $column }', rij { $rows }: geen bekende status, moet een zijn van { $known }
cells-impossible-cost = { $source }, kolom '{ $column }', rij { $rows }: moet een getal zijn van { $least } tot en met { $most }: hoeveel keer haar informatie een cel gemist wordt als ze is afgeschermd (1 is gewoon)
cells-unknown-cell = { $source }, rij { $rows }: geen van de tabellen heeft een aantal bij deze codes; een lege code is het totaal
cells-contradict = { $source }, rij { $rows }: deze woorden spreken elkaar tegen: zeg van een cel één keer dat ze getoond wordt, afgeschermd, of wat ze kost
cells-open-under-rule = { $source }, rij { $rows }: de regel { $rule } schermt deze cel af, dus kan ze niet getoond worden: laat de rij weg, of wijzig de regel
unknown-hierarchy = hierarchy heeft '{ $found }', maar dat staat in geen tabel; de dimensies zijn { $known }
hole-in-hierarchy = de opbouw van '{ $dim }': { $codes } staan boven andere codes en hebben zelf niets boven zich, terwijl dat bij andere wel zo is: geef elke code wat erboven staat, None voor het totaal
no-place-in-hierarchy = { $source }: { $n ->
    [one] één code van '{ $dim }' heeft
   *[other] { $n } codes van '{ $dim }' hebben
  } geen plaats in de opbouw{ $near ->
    [none] {""}
   *[other] ; bekende codes die erop lijken: { $near }
  }; zet ze erbij met wat erboven staat, None voor het totaal
own-ancestor = de opbouw van '{ $dim }': '{ $code }' staat boven zichzelf
two-parents = { $dim } '{ $code }' ligt in '{ $first }' en in '{ $second }': geef één opbouw
too-many-cells = de tabellen hebben samen meer dan { $limit } cellen die aan elkaar vastzitten; geef minder tabellen of dimensies tegelijk
tables-contradict = de tabellen spreken elkaar tegen: { $where }
no-assignment-found = er is geen stel getallen gevonden dat bij de tabellen past; geef minder tabellen tegelijk
unknown-same = same noemt gebied { $codes }, dat moeten codes uit één opbouw van de tabellen zijn
unknown-printed-column = { $source }: columns heeft ['{ $found }'], dat moet een van deze zijn: { $known }
no-printed-column = { $source } heeft geen kolom { $missing }; de kolommen zijn { $known }
no-printed-figure = { $source }, kolom '{ $column }', rij { $rows }: geen gedrukt cijfer (zoals 54, 0,6, > 90, ±15 of .)
missing-printed-code = { $source }, kolom '{ $column }', rij { $rows } ontbreekt, daar hoort een code
printed-count-not-whole = { $source }: een aantal is gedrukt als { $found }, dat moet een geheel getal zijn
no-place-of-row = { $source }, rij { $rows }: deze code van '{ $dim }' heeft geen plaats in de opbouw van '{ $dim }'
audit-needs-a-table = audit heeft ten minste één tabel nodig
shares-contradict = shares { $number } spreken eerdere tegen: { $measure } van { $where } is { $found }, was { $before }
no-protection-found = in { $rounds } ronden is geen afscherming gevonden; publiceer minder tabellen tegelijk, of grovere
cannot-be-protected = { $cell } is niet af te schermen: elk totaal eromheen ligt vast in druk{ $fixed ->
    [0] {""}
    [one] ; van één cel is gezegd dat die getoond wordt (cells): laat dat los als die in de buurt ligt
   *[other] ; van { $fixed } cellen is gezegd dat die getoond worden (cells): laat los wat in de buurt ligt
  }
protected-already = deze aandelen zijn al afgeschermd: scherm de aandelen waaruit ze komen samen af
internal-mark = Intern, niet afgeschermd
not-protected = deze { $what ->
    [Shares] aandelen
    [Counts] aantallen
   *[other] cijfers
  } zijn niet afgeschermd: kleine aantallen kunnen mensen herkenbaar maken. Scherm de aandelen af met sp.protect(shares) en schrijf wat daaruit komt, of zeg unprotected=True als het bestand binnen het bureau blijft
not-protected-picture = deze afbeelding toont cijfers die niet zijn afgeschermd: kleine aantallen kunnen mensen herkenbaar maken. Teken wat sp.protect(shares) oplevert, of zeg unprotected=True als het bestand binnen het bureau blijft; cijfers die al openbaar of verzonnen zijn, lees je met public=True
protected-apart = apart afgeschermd: { $now } en eerder { $before } zijn tabellen van dezelfde verhuringen, en de ene kan van de andere worden afgetrokken. Geef ze samen aan sp.protect([…]), of geef wat al gepubliceerd is als earlier=; sp.audit(a, b) laat zien wat ze samen verklappen
inhabitants-needed = de regels '{ $rules }' vertellen niets over gebieden met minder dan { $least } inwoners: geef sp.protect(..., inhabitants=) een tabel met area en inhabitants, in een studiebestand een kenmerk met de naam inhabitants
inhabitants-missing = { $source }: van { $n ->
    [one] één gebied
   *[other] { $n } gebieden
  } in de tabellen is het aantal inwoners niet bekend: vul de tabel aan, een gebied zonder inwoners heeft er 0
inhabitants-twice = { $source }, kolom '{ $column }', rij { $rows }: dit gebied staat er meer dan één keer
insiders-need-associations = insiders vraagt een tabel per corporatie: tel er een met by=[..., "corporation"] en geef die erbij, anders is niet bekend wat een corporatie van zichzelf weet
insider-contradicts = insiders: de eigen verhuringen van { $name } zijn er meer dan alle verhuringen van { $where }: geef aandelen van alleen haar eigen verhuringen, over dezelfde periode
unknown-insider = insiders noemt { $found }, maar dat staat in geen tabel; de tabellen hebben { $n } corporaties{ $near ->
    [none] {""}
   *[other] , ook { $near }: bedoel je die?
  }
insiders-need-column = [protection] insiders moet weten wiens verhuringen het zijn: wijs in [records] columns een kolom aan als corporation, of laat insiders weg
known-inside = een corporatie kan { $n ->
    [one] één cijfer
   *[other] { $n } cijfers
  } van anderen met haar eigen verhuringen uitrekenen, wat de pagina ook afschermt: { $some }. Geef haar geen uittreksel, publiceer grovere tabellen, of aanvaard het

# Wat onder een afgeschermde tabel staat.
protection-told = Afgeschermd volgens de regels '{ $rules }': in alle tabellen samen zijn { $n } van de { $of } aantallen niet getoond ({ $lost } van de informatie): ze gaan over weinig mensen, ze zouden een klein aantal verraden, of de regels staan ze op dit niveau niet toe.
protection-small = Een { $n } staat voor 1 tot en met { $n }; totalen kunnen daardoor afwijken.
protection-counts = Aantallen zijn veelvouden van { $base }.
protection-shares = Aandelen van verhuringen zijn veelvouden van { $step } procent.
protection-signs = Tekens: { $signs }.
sign-unknown = onbekend of afgeschermd
sign-none = geen
sign-more = meer dan
sign-less = minder dan
sign-rounded = afgerond op een veelvoud van { $n ->
    [1] { $last }
   *[other] { $first } of { $last }
  } procent
status-shown = getoond
status-rounded = aandeel afgerond op de genoemde stap
status-topcoded = aandeel boven de genoemde grens
status-bottomcoded = aandeel onder de genoemde grens
status-small = klein aantal, niet precies getoond
status-suppressed = afgeschermd
status-withheld = op dit niveau niet gepubliceerd
status-too-few = te weinig verhuringen voor een aandeel
status-no-rentals = geen verhuringen
