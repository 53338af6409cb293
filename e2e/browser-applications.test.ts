import { fromBilanToTheFile } from './flows/compta-statements.ts';
import { everyPage, onAPhone } from './flows/every-page.ts';
import { onStage } from './flows/on-stage.ts';
import { OTHER_APPLICATIONS } from './flows/page-list.ts';
import { signedByTwo } from './flows/payops-actions.ts';
import { logIn } from './log-in.ts';

onStage('the applications beside Zones, and all of them on a phone', {}, async (t, stage) => {
  await logIn(stage.page, stage.account);
  await t.test('on a phone nothing is wider than the screen, and the pages are under the thumb', () => onAPhone(stage));
  for (const application of OTHER_APPLICATIONS)
    await t.test(`every page of ${application}: nothing French left in English, nothing serious for axe`, () =>
      everyPage(stage, application),
    );
  await t.test('from a line of the bilan to the row of the file that was sent', () => fromBilanToTheFile(stage));
  await t.test('an action is asked for, signed by two people (one on a phone), executed and taken back', () =>
    signedByTwo(stage),
  );
});
