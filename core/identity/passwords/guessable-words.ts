/**
 * Words that guessing tools try first, French and English, folded. A password that is one of them, or one of them
 * with a few digits or signs around it, is refused.
 */
export const GUESSABLE_WORDS: ReadonlySet<string> = new Set(
  `password passwords passw motdepasse mot-de-passe monmotdepasse bonjour salut azerty azertyuiop qsdfghjklm
  wxcvbn qwerty qwertyuiop asdfghjkl zxcvbnm qazwsx qazwsxedc letmein welcome bienvenue admin administrator
  administrateur root superuser utilisateur user test tester testtest demo changeme changez-moi changezmoi
  soleil doudou loulou chouchou nicolas camille marseille paris abidjan alger algerie cotedivoire coucou
  jetaime iloveyou princess princesse dragon monkey football baseball superman batman pokemon starwars
  sunshine shadow master michael secret trustno default login passe ordinateur internet france
  entreprise company griot fatou mamadou aminata vendredi dimanche janvier decembre`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
