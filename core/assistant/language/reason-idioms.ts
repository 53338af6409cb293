/** Ways of asking for the reasons of a change, as « pourquoi »; written like those of `idiom-list`. */
export const REASON_IDIOMS = `
  pourquoi WE_HAVE moins [FIGURE] > pourquoi baisse
  pourquoi WE_HAVE plus|davantage [FIGURE] > pourquoi hausse
  pourquoi WE_HAVE FIGURE! moins [END|en|au|le|la|l|ce|cette|sur|depuis|a|de] > pourquoi ! baisse
  pourquoi WE_HAVE FIGURE! plus|davantage [END|en|au|le|la|l|ce|cette|sur|depuis|a] > pourquoi ! hausse
  une|un? si|aussi? tel|telle|forte|fort|brusque|brutale|brutal baisse|hausse|chute|recul|progression|augmentation|diminution! > !
  pourquoi tant|autant|si|aussi peu? de|d > pourquoi les
  a|à|est|quelle l? origine de|du|des > pourquoi
  quelle est|etait l origine de|du|des > pourquoi
  qui|quoi est|sont responsable|responsables de|du|des > pourquoi
  quel|quels|quelle|quelles est|sont le|la|les responsable|responsables de|du|des > pourquoi
  quelle|quelles est|sont la|les raison|raisons|cause|causes|explication|explications principale|principales? de|du|des > pourquoi
  quelle|quelles est|sont la|les principale|principales raison|raisons|cause|causes|explication|explications de|du|des > pourquoi
  la? cause|raison|causes|raisons principale|principales|profonde|profondes? de|du|des > pourquoi
  ^analyse|analysez|analyser|decortique|decortiquez|comprendre|comprends la? hausse|baisse|chute|recul|progression|augmentation|diminution|variation! de|du|des|d > pourquoi ! de
  qu est ce qui a|ont fait bouger|varier|changer|evoluer > pourquoi changement de
  qu est ce qui a|ont fait baisser|chuter|reculer|diminuer|tomber > pourquoi baisse de
  qu est ce qui a|ont fait monter|grimper|augmenter|progresser|exploser|bondir > pourquoi hausse de
  qu est ce qui explique|justifie|cause|provoque > pourquoi
  d where|ou vient|viennent|provient la? hausse|baisse|chute|recul|progression|augmentation|diminution|variation! de|du|des|d > pourquoi ! de
  what drove|drives|caused|causes|explains|is behind|behind > why
  reason|reasons for|behind > why
  what is the? reason|cause for|of|behind > why
`;
