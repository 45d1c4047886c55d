// Owns serving the built site's files over HTTP on this machine, as any static host would. It does
// not build them.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** A port that is in use is passed over, this many times. */
const portTries = 50;

export interface StaticSiteOptions {
  /** The folder with index.html. */
  readonly folder: string;
  /** The first port that is tried. */
  readonly port: number;
  /** Whether the next ports are tried when that one is in use. */
  readonly orNextPorts: boolean;
  /** Under which paths the same site is served, each with a slash at both ends. */
  readonly basePaths: readonly string[];
}

export interface StaticSite {
  /** The site's address under the first base path. */
  readonly address: string;
  readonly close: () => void;
}

/**
 * Starts a server on the loopback address.
 *
 * @throws when the folder holds no site or no port is free
 */
export async function serveStaticSite(options: StaticSiteOptions): Promise<StaticSite> {
  if (!existsSync(join(options.folder, 'index.html'))) {
    throw new Error(`No site in ${options.folder}: run "npm run build" first.`);
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = fileFor(pathname, options);
    if (!path) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('Not found');
      return;
    }
    response.writeHead(200, {
      'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'Content-Length': statSync(path).size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(path).pipe(response);
  });
  const port = await listen(server, options.port, options.orNextPorts ? portTries : 1);
  return {
    address: `http://localhost:${port}${options.basePaths[0]}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The longest base path wins; what leads out of the folder is not found. */
function fileFor(pathname: string, { folder, basePaths }: StaticSiteOptions): string | undefined {
  const longestFirst = [...basePaths].sort((a, b) => b.length - a.length);
  const base = longestFirst.find((candidate) => pathname.startsWith(candidate));
  if (base === undefined) return undefined;
  const inside = decoded(pathname.slice(base.length));
  if (inside === undefined) return undefined;
  const path = normalize(join(folder, inside || 'index.html'));
  if (!path.startsWith(folder + sep) || !existsSync(path)) return undefined;
  return statSync(path).isFile() ? path : undefined;
}

/** Nothing when the text is no valid encoding. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function listen(server: Server, port: number, tries: number): Promise<number> {
  for (let candidate = port; candidate < port + tries; candidate += 1) {
    if (await canListen(server, candidate)) return candidate;
  }
  throw new Error(`No free port from ${port} on.`);
}

function canListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, 'localhost', () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}
