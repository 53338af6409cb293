/**
 * Verbs that only join a figure to what it is of: « quelles zones affichent un taux », « les mois qui ont connu un résultat négatif ».
 * They carry nothing that a figure depends on; a name of the catalogue that is spelled the same is still a name.
 * Written without accents, as words are compared.
 */
const FIRST_GROUP =
  `affich montr enregistr realis represent present totalis gener degag constitu compos form rest demeur not observ constat remarqu rencontr accus apport
  rapport report concern recens denombr cumul additionn englob rassembl regroup compren comport gard laiss engrang cotis amen affect touch
  declar mentionn indiqu revel signal souhait consomm aliment couvr devoil estim evalu port support concentr assur`.split(
    /\s+/,
  );
const ENDINGS = ['e', 'ent', 'er', 'ant', 'ee', 'es', 'ees', 'ait', 'aient', 'ons', 'ez'];

/** Other groups, form by form; `compte` is a ledger's account and stays out. */
const OTHERS = `
  vu vue vus vues voit voient voyait voyaient connu connue connus connues connait connaissent connaissait connaissaient connaissant connaitre
  vient viennent venait venaient venu venue venus venues venant provient proviennent provenant provenu provenue
  obtient obtiennent obtenait obtenus obtenues tient tiennent tenu tenue tenus tenues maintient contient contiennent contenu contenue contenus contenues
  comptent comptant comptait comptaient subit subissent subi subie subis subies subissait ressort ressortent ressortait ressorti
  devient deviennent devenu devenue devenus devenues reste restent restait restaient parait paraissent semble semblent semblait
  comprend comprennent compris comprise comprises correspond correspondent correspondait correspondant appartient appartiennent appartenant
  fournit fournissent fourni fournis fournie fournies produit produisent produisait met mettent mis mise mises prend prennent pris prise prises
  detenu detenue detenus detenues
  parvient parviennent parvenu suit suivent suivi suivie suivis suivies sait savent ressentent permet permettent
  avait avaient faisait faisaient devait devaient doit-on pouvait pouvaient`;

/** How messages begin and end. */
const POLITE = `
  bjr bsr slt cc coucou mrc mci merci d avance stp svp sil vous plait cordialement cdt cdlt bien bonne journee soiree aider aidez aide aide-moi
  simplement juste rapidement vite urgent urgence besoin serait gentil gentille aimable merciii mon ami chere cher
  serieusement approximativement environ grosso modo bref concretement globalement`;

export const LIGHT_VERBS: readonly string[] = [
  ...FIRST_GROUP.flatMap((stem) => ENDINGS.map((ending) => stem + ending)),
  ...`${OTHERS} ${POLITE}`.split(/\s+/).filter((word) => word !== ''),
];
