import { everyPage, frenchIsFrench } from './flows/every-page.ts';
import { onStage } from './flows/on-stage.ts';
import { logIn } from './log-in.ts';

onStage('every page of Zones is gone through', { demoOf: 'zones' }, async (t, stage) => {
  await logIn(stage.page, stage.account);
  await t.test('what is French is known as French', () => frenchIsFrench(stage));
  await t.test('every page of Zones: nothing French left in English, nothing serious for axe in light or dark', () =>
    everyPage(stage, 'zones'),
  );
});
