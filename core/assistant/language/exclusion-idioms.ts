/** Ways of leaving something out, as plainer words; written like those of `idiom-list`. */
export const EXCLUSION_IDIOMS = `
  sans tenir|prendre compte de|du|des|d > sauf
  de? tout le monde [sauf|hors|hormis|excepte] >
  exceptes|exceptee|exceptees ceux|celles|celui|celle de|du|des|d|a > sauf
  n etant pas de|du|des|d|a|au|en|dans > sauf
  sans y? tenir|prendre en? compte|consideration|comptabiliser|considerer > sauf
  sans comptabiliser|considerer > sauf
  en? faisant|fait abstraction de|du|des|d > sauf
  en? laissant|mettant de|a cote|part|l? ecart? > sauf
  en ne comptant|prenant|incluant|considerant pas > sauf
  si|quand|lorsque|lorsqu l? on|nous|je|j|tu|vous exclut|exclus|exclu|exclure|exclue|excluait|excluons|excluez|enleve|enleves|enlevez|enlevait|enlevons|retire|retires|retirez|retirait|retirons|ote|otes|otez|otait|ecarte|ecartes|ecartait|sort|omet > sauf
  si|quand|lorsque|lorsqu l? on|nous|je|tu|vous laisse|laissait|laissons|laissez|met|mettait|mets|mettons|mettez de|a cote|part > sauf
  si|quand|lorsque|lorsqu l? on|nous|je|tu|vous fait|fais|faisait|faisons abstraction de|du|des|d > sauf
  si|quand|lorsque|lorsqu l? on|nous|je|tu|vous ne? compte|comptait|comptons|comptez|prend|prends|inclut|inclus|incluait|considere pas|plus > sauf
  une fois|quand|avec|avoir? * exclu|exclue|exclus|exclues|retire|retiree|retires|retirees|enleve|enlevee|enleves|enlevees|ecarte|ecartee|ecartes|ecartees|ote|otee|otes|otees > sauf *
  partout ailleurs que|qu a|au|aux|en|dans? > partout sauf
  ailleurs que|qu a|au|aux|en|dans? > sauf
  partout sauf|hors|hormis|excepte a|au|aux|en|dans? > partout sauf
  autre|autres THING! que|qu ceux|celles|celui|celle? de|du|des|d? > ! sauf
  autrement que|qu par|en|avec|au|a|via? > sauf
  sauf|hors|hormis|excepte|pas par|en|via > sauf
  qui? ne viennent|vient|provient|proviennent|relevent|releve|dependent|depend pas de|du|des|d > sauf
  qui? ne passent|passe|transitent|transite pas par > sauf
  qui? ne concernent|concerne|touchent|touche pas > sauf
  qui? ne sont|est pas en|par|issus|issues|issu|issue [THING] > sauf
  qui ne sont|est pas par|en|issus|issues|issu|issue|de|du|des|d de|du|des|d? > sauf
  qui? n ont|a pas ete faits|faites|fait|faite|effectues|effectuees|effectue|effectuee par|en|via > sauf
  non effectues|effectuees|effectue|effectuee|faits|faites par|en|via > sauf
  not counting|including|considering > except
  if|when we|i|you|one exclude|excluded|leave|left|remove|removed|ignore|ignored|drop|dropped|take|took|omit out? > except
  if|when we|i|you|one don t count|include > except
  everywhere|anywhere but|except|excluding|other in|at|than? in? > except
  leaving|leave|taking|take * out|aside > except *
  leaving|leave|taking|take out|aside > except
  ignoring|omitting|disregarding > except
  excluding|except|without both > except
  neither in|at|from? * nor in|at|from? _ > except * and _
  other than by|in|from|through|via|at > except
  that|which|who? did|do|does|were|was|are|is not|n|t come|made by|in|through|via|from > except
  that|which|who? didn|don|doesn|weren|wasn|aren|isn t come|made by|in|through|via|from > except
  not made? by|through|via > except
  que vaut|valent|vaudrait|vaudraient|deviendrait|deviendraient|devient|deviennent [le|la|les|l|notre|nos] > quel est
  what would|will * be [without|except|excluding|if|when|outside|apart|leaving|not] > what is *
  combien fait|font|vaut|valent [le|la|les|l|notre|nos] > combien
`;
