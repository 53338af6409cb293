import type { Format } from '@griot/ui';

const STEPS = {
  fr: ['o', 'Ko', 'Mo', 'Go', 'To'],
  en: ['B', 'KB', 'MB', 'GB', 'TB'],
};

/** `12,4 Mo`: thousands, as disks are sold and as people read them. */
export function formatBytes(bytes: number, format: Format): string {
  const units = STEPS[format.locale];
  let step = 0;
  let value = bytes;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${format.number(String(value), step > 1 && value < 100 ? 1 : 0)}\u00a0${units[step]}`;
}
