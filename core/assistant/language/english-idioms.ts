/** Ways of English, as plainer words; written like those of `idiom-list`. */
export const ENGLISH_IDIOMS = `
  still >
  anything|something overdue|due|unpaid|late! > !
  there anything|something > there
  have|need|left|remaining|remain|remains|yet|still|be to collect|recover > reste à recouvrer
  have|need|left|remaining|remain|remains|yet|still to be collected|recovered|received|paid > reste à recouvrer
  compared to|with the month|quarter|week before > compared to the previous period
  against|versus|vs|than the month|quarter|week before > compared to the previous period
  up|down on|from|versus|against|vs last year > growth compared to last year
  is|are|was|were * up|down [END|in|this|last|since|for|over] > * risen
  why is|are|was|were * so? up|down|low|lower|high|higher > why * risen
  how many payments|invoices! did|have|do we receive|received|get|got|have > how many !
  how much is|are|was|were between|over|more|less|under|older! ** > overdue ! **
  days late|overdue|old > days
  who paid us? the? most > qui a le plus encaissé
  who paid us? the? least > qui a le moins encaissé
  who paid us? [last|this|in|yesterday|since|on|END] > qui a encaissé
  ^is|are|was|were * full|packed [END] > is * occupancy at least 100 %
  by how much > how much
  how does|do|did * compare to|with|against > compare * to
  how is|are|was|were * doing > what is *
  all|every _ but|except|excluding|bar > except
  ^all but > except
  NUMBER biggest|largest|main|worst debtors > qui doivent les plus $
  ^was|is|were MONTH! better|worse|higher|lower|stronger|weaker than _ for|on|in|by terms? of? ** > ** ! compared to _
  or so >
  by far >
  do|did|does we stand on|at|with? > show
  go|goes|going|went|gone|come|comes|came|moved|moving up|down > risen
  get|gets|got|getting|become|became|becoming better|worse|higher|lower > improved
  higher|lower|better|worse than last year > compared to last year
  year over|on year growth|change|variation|evolution? > growth
  yoy growth|change? > growth
  month over|on|by month > monthly
  day by|after day > daily
  week by|after week > weekly
  quarter by|after|over quarter > quarterly
  by|in|with|through|via|as check|checks|cheque|cheques > par chèque
  by|in cash [END|in|this|last|since|from|and|for|or|on|between] > en espèces
  by|in|through|via a? bank? transfer|transfers|wire > par virement
  overdue|late|unpaid by [more|over|less|at|between|30|60|90] > overdue
  overdue since > overdue over
  how fast|quickly|promptly|soon do|does|did * pay|settle us? > payment delay *
  how fast|quickly|promptly|soon are|is|were|was we paid > payment delay
  how fast|quickly|promptly|soon are|is|were|was * paying us? > payment delay *
  how long are|is|were|was * taking to pay|settle us? > payment delay *
  how long before|until we are|get paid > payment delay
  take|takes|taking|took the? most|more time|long to pay|settle us? > have the longest payment delay
  take|takes|taking|took the? longest time? to pay|settle us? > have the longest payment delay
  take|takes|taking|took the? least|shortest time? to pay|settle us? > have the shortest payment delay
  NUMBER? slowest|latest|longest payers|payer|payes|paye > clients avec le plus long délai de paiement $
  NUMBER? fastest|quickest|promptest payers|payer|payes|paye > clients avec le plus petit délai de paiement $
  NUMBER? best|good payers|payer|payes|paye > clients avec le meilleur taux de paiement $
  NUMBER? worst|bad payers|payer|payes|paye > qui les plus $ impayés
  share|percentage|part|proportion of * made|generated|coming|came|come|comes|earned|brought|paid|received|collected|produced|realised|realized in? by|from|with > what share of * comes from
  paid|pay|pays|settled|paye|payes|payee|payees|regle|regles|reglee|reglees by|in|with|par|en check|checks|cheque|cheques > encaissé par chèque
  paid|pay|pays|settled|paye|payes|payee|payees|regle|regles|reglee|reglees by|in|with|par|en cash|especes|liquide > encaissé en espèces
  paid|pay|pays|settled|paye|payes|payee|payees|regle|regles|reglee|reglees by|with|par bank? transfer|transfers|wire|virement > encaissé par virement
  paid|pay|pays|settled|paye|payes|payee|payees|regle|regles|reglee|reglees by|with|par|via|en mobile money? > encaissé par mobile money
  best paying NUMBER? _ > $ _ avec le meilleur taux de paiement
  worst paying NUMBER? _ > $ _ avec le pire taux de paiement
  slowest paying NUMBER? _ > $ _ avec le plus long délai de paiement
  fastest paying NUMBER? _ > $ _ avec le plus petit délai de paiement
  haven|hasn|not t? yet? paid|settled yet? their|its|our|us|the? invoices|invoice|bills|bill|dues? > ont des impayés
  have|has not yet? paid|settled yet? their|its|our|us|the? invoices|invoice|bills|bill|dues? > ont des impayés
  is|are late paying|payers|payer|payes|paye|payments > late
  pay|pays|paying late > late
  owe|owes us anything|something|money|any|some money? > owe us
  who owe|owes money|anything > who owe us
  brings|bring|brought|generated|earned|generates|generate|makes|make|earns|earn|yields|yield in? us? the most|least! money|revenue|sales|income? > has the ! revenue
  bring|brings|brought|generate|generates|generated|make|makes|earn|earns in? us? the fewest > has the least revenue
  how risky is|are ** on average > risk score of **
  how risky is|are ** > average risk score of **
  ^everything but|except|excluding > except
  less|more! than half full|occupied|let|filled > with occupancy of ! than 50 %
  at least half full|occupied|let|filled > with occupancy of at least 50 %
  less|more|over|under! than? half the|of > ! than 50 % of the
  half full|occupied|let > with occupancy of 50 %
  fullest|busiest NUMBER? _ > $ _ with the highest occupancy
  emptiest NUMBER? _ > $ _ with the lowest occupancy
  best|most filled|occupied NUMBER? _ > $ _ with the highest occupancy
  least filled|occupied NUMBER? _ > $ _ with the lowest occupancy
  are|is|get|getting empty|vacant [END] > are available
  how full|occupied|busy is|are|was|were > occupancy
  how empty is|are > occupancy
  how big|large is|are > area of
  how much is|are * worth > how much *
  the? other way around|round > par ordre croissant
  from high|highest|largest|biggest to low|lowest|smallest > par ordre décroissant
  from low|lowest|smallest to high|highest|largest|biggest > par ordre croissant
  in descending|decreasing order > par ordre décroissant
  in ascending|increasing order > par ordre croissant
  descending|decreasing order [END] > par ordre décroissant
  ascending|increasing order [END] > par ordre croissant
  side by side >
  as of|at last night|yesterday > yesterday
  with|against|versus the year before > compared to last year
  than the year before > compared to last year
  what share|percentage|part|proportion of * is|are|was|were due|attributable|linked to > what share of * comes from
  what share|percentage|part|proportion of * do|does|did * represent|make|account up? for? > what share of * comes from *
  how much of * is|are|was|were due|attributable to > what share of * comes from
  accounts|account|accounted for > comes from
`;
