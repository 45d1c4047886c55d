// Declares the modules that the build makes; they have no file of their own.

declare module 'virtual:engine' {
  /** Address of the engine's one classic script, relative to the page (to `document.baseURI`). */
  export const engineUrl: string;
}

declare module 'virtual:policy' {
  /** `sha256-…` of the confinement frame's script, as the page's policy names it. */
  export const frameScriptHash: string;
}
