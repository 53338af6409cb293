import 'driver.js/dist/driver.css';
import './tour.css';
import { type Locale, translate } from '@griot/ui';
import { type DriveStep, driver } from 'driver.js';
import { tourMessages } from './tour.messages.ts';

type Key = keyof typeof tourMessages.fr;

/** What is shown, in order; what a page or a narrow screen has not is left out. */
const STEPS: { name: Key; text: Key; at?: string }[] = [
  { name: 'welcome', text: 'welcomeText' },
  { name: 'pages', text: 'pagesText', at: '[data-tour=pages]' },
  { name: 'filters', text: 'filtersText', at: '[data-tour=filters]' },
  { name: 'figure', text: 'figureText', at: 'main [data-metric]' },
  { name: 'passport', text: 'passportText', at: 'main [data-metric] [data-tour=passport]' },
  { name: 'chart', text: 'chartText', at: 'main [data-tour=chart]' },
  { name: 'search', text: 'searchText', at: '[data-tour=search]' },
  { name: 'account', text: 'accountText', at: '[data-tour=account]' },
];

const visible = (selector: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());

/** Goes through the visit; `onEnd` once, whether it was seen to its end or put aside. Arrows and Escape work. */
export function runTour(locale: Locale, onEnd: () => void): () => void {
  const t = (key: Key) => translate(tourMessages, locale, key);
  const steps = STEPS.flatMap(({ name, text, at }): DriveStep[] => {
    const element = at === undefined ? undefined : visible(at);
    if (at !== undefined && !element) return [];
    return [{ ...(element ? { element } : {}), popover: { title: t(name), description: t(text) } }];
  });
  const tour = driver({
    steps,
    showProgress: true,
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    allowKeyboardControl: true,
    overlayOpacity: 0.45,
    stagePadding: 4,
    stageRadius: 8,
    popoverClass: 'griot-tour',
    showButtons: ['next', 'previous'],
    nextBtnText: t('next'),
    prevBtnText: t('previous'),
    doneBtnText: t('done'),
    progressText: t('progress').replace('{current}', '{{current}}').replace('{total}', '{{total}}'),
    onPopoverRender: ({ footerButtons }) => {
      const skip = document.createElement('button');
      skip.type = 'button';
      skip.className = 'griot-tour-skip';
      skip.textContent = t('skip');
      skip.addEventListener('click', () => tour.destroy());
      footerButtons.prepend(skip);
    },
    onDestroyed: onEnd,
  });
  tour.drive();
  return () => tour.destroy();
}
