// Owns which plugins make the site and in which order. Each has a file of its own.
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { enginePlugin } from './enginePlugin';
import { fidelityPlugin } from './fidelityPlugin';
import { homePlugin } from './homePlugin';
import { lessonsPlugin } from './lessonsPlugin';
import { offlinePlugin } from './offlinePlugin';
import { policyPlugin } from './policyPlugin';

/** Fresh plugins for one run of Vite. */
export function sitePlugins(): PluginOption[] {
  return [
    react(),
    lessonsPlugin(),
    homePlugin(),
    fidelityPlugin(),
    enginePlugin(),
    policyPlugin(),
    offlinePlugin(),
  ];
}
