# Afscherming: regels, wat samen gepubliceerd wordt, wat een buitenstaander kan afleiden.
unknown-rules = rules is '{ $found }', dat moet { $known } zijn, of een tabel met regels
unknown-rule-word = { $source }, kolom '{ $column }', rij { $rows } is '{ $found }', dat moet een van deze zijn: { $known }
impossible-rule-value = { $source }, kolom '{ $column }', rij { $rows }: er staat niets, of geen waarde die { $rule } kan hebben: een getal vanaf 0, een deel van het geheel in (0, 1], 0 of 1 voor aan of uit, ten minste 2 mogelijkheden
rules-hide-nothing = de regels '{ $name }' verbergen niets: geef min_allocations, not_shown of small_as een waarde boven 0
rules-hide-everything = de regels '{ $rules }' verbergen elk aantal in deze tabellen: publiceer grotere gebieden, een langere periode of minder groepen, of kijk naar de drempels
nothing-to-protect = in deze tabellen staat geen enkele verhuring: er valt niets af te schermen of te publiceren; kijk naar de periode en de gebieden waarvoor is geteld
unknown-group-to-protect = de groepen { $groups } zijn geen hoofdgroepen ({ $known }) en staan in geen indeling, dus er is geen regel voor bekend: tel met groups=, of geef protect(..., groups=) een tabel met code, main_group en sensitivity
group-without-main-group = groep '{ $group }' heeft in de tabel van doelgroepen geen hoofdgroep: geef die
flag-is-no-yes-or-no = { $source }, kolom '{ $column }': geen ja en geen nee in rij { $rows }; het moet iets zijn als ja en nee, yes en no, true en false
unknown-level-to-protect = level is '{ $found }', dat moet { $known } zijn
unknown-consent = consent noemt { $found }, maar dat staat in geen tabel; de corporaties zijn { $known }
unknown-hierarchy = hierarchy heeft '{ $found }', maar dat staat in geen tabel; de dimensies zijn { $known }
hole-in-hierarchy = de opbouw van '{ $dim }': { $codes } staan boven andere codes en hebben zelf niets boven zich, terwijl dat bij andere wel zo is: geef elke code wat erboven staat, None voor het totaal
no-place-in-hierarchy = { $source }: { $codes } hebben geen plaats in de opbouw van '{ $dim }': zet ze erbij met wat erboven staat, None voor het totaal
own-ancestor = de opbouw van '{ $dim }': '{ $code }' staat boven zichzelf
two-parents = { $dim } '{ $code }' ligt in '{ $first }' en in '{ $second }': geef één opbouw
