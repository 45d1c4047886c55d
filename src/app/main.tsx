/** Owns the start of the page: the look first, then the site, then what makes it work offline. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { registerServiceWorker } from './offline/registerServiceWorker';
import { pageStorage } from './stores/keeping';
import { applySettings } from './stores/settings';

applySettings();
pageStorage();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

void registerServiceWorker();
