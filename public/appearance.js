// Owns the look before the first paint: what was chosen last, or what the system asks for. It runs
// before anything is drawn; from then on src/app/stores/settings.ts keeps it.
(function chooseAppearance() {
  const { document, localStorage, matchMedia } = globalThis;
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('past-tense.appearance') ?? '{}');
  } catch {
    // Storage is refused or holds something else: the system decides.
  }
  const isSystemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = chosen.theme === 'dark' || (chosen.theme !== 'light' && isSystemDark);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  if (chosen.motion === 'reduced') document.documentElement.dataset.motion = 'reduced';
})();
