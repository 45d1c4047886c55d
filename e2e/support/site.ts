// Owns where the journeys find the built site. The server is .ci/serve.ts.

const host = `http://localhost:${process.env.PAST_TENSE_PORT ?? 4471}`;

/** The same site at the host's root and deep below it. */
export const siteUrls = {
  root: `${host}/`,
  subPath: `${host}/some/sub/path/`,
} as const;
