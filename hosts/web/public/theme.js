// Sets theme, contrast and language before anything is drawn. Blocking and outside the page, so that no inline script is needed.
(() => {
  const root = document.documentElement;
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem('griot.preferences') ?? 'null');
  } catch {
    // Unreadable preferences are no preferences.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = stored?.theme === 'dark' || stored?.theme === 'light' ? stored.theme : system;
  root.dataset.contrast = stored?.contrast === 'high' ? 'high' : 'normal';
  if (stored?.locale === 'fr' || stored?.locale === 'en') root.lang = stored.locale;
})();
