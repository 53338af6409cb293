/** Ways of English, as plainer words; written like those of `idiom-list`. */
export const ENGLISH_IDIOMS = `
  still >
  there anything|something > there
  compared to|with the month|quarter|week before > compared to the previous period
  against|versus|vs|than the month|quarter|week before > compared to the previous period
  up|down on|from|versus|against|vs last year > growth compared to last year
  is|are|was|were * up|down [END|in|this|last|since|for|over] > * risen
  why is|are|was|were * so? up|down|low|lower|high|higher > why * risen
  by how much > how much
  how does|do|did * compare to|with|against > compare * to
  are|were|is we|they doing >
  how is|are|was|were * doing > what is *
  all|every _ but|except|excluding|bar > except
  ^all but > except
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
  share|percentage|part|proportion of * made|generated|coming|came|come|comes|earned|brought|produced|realised|realized in? by|from|with > what share of * comes from
  owe|owes us anything|something|money|any|some money? > owe us
  who owe|owes money|anything > who owe us
  ^everything but|except|excluding > except
  less|more|over|under! than? half the|of > ! than 50 % of the
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
