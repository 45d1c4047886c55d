// Owns the page's Content-Security-Policy and the hash by which it admits the confinement frame's
// script. It does not own that script.
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { frameScript } from '../../engine/client/frame';

const moduleId = 'virtual:policy';
const resolvedId = `\0${moduleId}`;

const frameScriptHash = `sha256-${createHash('sha256').update(frameScript).digest('base64')}`;

type Directives = Readonly<Record<string, string>>;

/** What the built page may do: nothing leaves its own origin, no text is ever run as code. */
const policy: Directives = {
  'default-src': `'none'`,
  // Blobs: the engine's frame inherits this policy and starts the engine and handlers from blobs.
  'script-src': `'self' blob: '${frameScriptHash}'`,
  'worker-src': `'self' blob:`,
  'frame-src': `'self'`,
  // Inline styles: the canvas library and the editor place things by style attributes.
  'style-src': `'self' 'unsafe-inline'`,
  'img-src': `'self' data:`,
  'font-src': `'self' data:`,
  'connect-src': `'self'`,
  'manifest-src': `'self'`,
  'base-uri': `'none'`,
  'form-action': `'none'`,
};

/** Hot reload adds an inline script and a socket; a hash would switch 'unsafe-inline' off. */
const developmentPolicy: Directives = {
  ...policy,
  'script-src': `'self' blob: 'unsafe-inline'`,
  'connect-src': `'self' ws: wss:`,
};

/** Writes the policy into index.html and exposes the script's hash as `virtual:policy`. */
export function policyPlugin(): Plugin {
  return {
    name: 'past-tense:policy',

    transformIndexHtml(_html, { server }) {
      const directives = Object.entries(server ? developmentPolicy : policy);
      const content = directives.map(([name, sources]) => `${name} ${sources}`).join('; ');
      const attrs = { 'http-equiv': 'Content-Security-Policy', content };
      return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
    },

    resolveId: (id) => (id === moduleId ? resolvedId : undefined),

    load: (id) =>
      id === resolvedId
        ? `export const frameScriptHash = ${JSON.stringify(frameScriptHash)};`
        : undefined,
  };
}
