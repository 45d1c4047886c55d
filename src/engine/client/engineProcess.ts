// Owns starting and ending one engine: its text, its confined frame, its port. It does not know
// what is said over the port, nor when an engine has to go.
import type { Message, Request } from '../protocol';
import { frameDocument } from './frame';

/** A running engine, or one that is starting: what is posted waits for it. */
export interface EngineProcess {
  post(request: Request): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

/** What an engine tells. */
export interface EngineListener {
  message(message: Message): void;
  /** It could not be started, or threw what nobody caught: end it. */
  failed(reason: string): void;
}

/** Starts an engine. */
export type StartEngine = (listener: EngineListener) => EngineProcess;

export interface FrameOptions {
  /** Where the engine's one script is; see `virtual:engine`. */
  readonly engineUrl: string;
  /** By which the page's policy admits the frame's script; see `virtual:policy`. */
  readonly scriptHash: string;
  /** Gives storage one end of a channel whose other end the engine gets; null without storage. */
  readonly connectStorage: ((port: MessagePort) => void) | null;
}

/** Engines in frames of their own, of opaque origin (ARCHITECTURE 6). */
export function enginesInFrames(options: FrameOptions): StartEngine {
  let text: Promise<string> | undefined;
  const fetchText = (): Promise<string> => {
    text ??= fetchEngine(new URL(options.engineUrl, document.baseURI));
    // What could not be fetched is asked for again by the next engine.
    text.catch(() => (text = undefined));
    return text;
  };
  return (listener) => startInFrame(options, fetchText(), listener);
}

async function fetchEngine(url: URL): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
  return response.text();
}

function startInFrame(
  { scriptHash, connectStorage }: FrameOptions,
  text: Promise<string>,
  listener: EngineListener,
): EngineProcess {
  const page = new MessageChannel();
  page.port1.onmessage = ({ data }: MessageEvent<Message>) => listener.message(data);

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  frame.srcdoc = frameDocument(scriptHash);

  const hear = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow) return;
    const reason = engineErrorIn(event.data);
    if (reason !== undefined) listener.failed(reason);
  };
  addEventListener('message', hear);
  let hasEnded = false;

  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.append(frame);
  Promise.all([text, loaded]).then(
    ([source]) => {
      if (hasEnded) return;
      const ports = [page.port2];
      if (connectStorage) {
        const storage = new MessageChannel();
        connectStorage(storage.port1);
        ports.push(storage.port2);
      }
      // The frame's origin is opaque: it has no name that could be given here.
      frame.contentWindow?.postMessage({ source }, '*', ports);
    },
    (error: unknown) => {
      if (!hasEnded) listener.failed(String(error));
    },
  );
  return {
    post: (request) => page.port1.postMessage(request),
    end() {
      hasEnded = true;
      removeEventListener('message', hear);
      page.port1.close();
      frame.remove();
    },
  };
}

function engineErrorIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (data.kind !== 'engineError' || !('message' in data)) return undefined;
  return String(data.message);
}
