// Owns what was done to a run that no storage keeps, so that it can be done again in a new engine
// after exactly the same facts. It does not know why the old engine went.
import type { Cursor, Frame, SeekTarget, Topology } from '../../timeline';
import type { Command, Reply } from '../protocol';

/** Where a run's view stands. */
interface Place {
  readonly head: Cursor;
  readonly cursor: Cursor;
}

/** Commands that change what a run will say later. `restart` begins a new history. */
type Deed = Extract<
  Command,
  { kind: 'intervene' | 'undo' | 'fork' | 'switchBranch' | 'checkpoint' | 'answer' }
>;

/** Facts made again for one request: a fraction of what the engine's watchdog allows. */
const FACTS_AT_ONCE = 20_000;

/** What the new engine is asked with, and what it showed last. */
export interface Redoing {
  /** Resolves once the frame that follows the command has come, too. */
  request(command: Command): Promise<Reply>;
  /** The latest frame of the run. */
  frame(): Frame | undefined;
}

/** The deeds of one run, with the place at which each was done. */
export class History {
  private deeds: { readonly place: Place; readonly deed: Deed }[] = [];
  /** The seed of the last restart; null before one. */
  private seed: number | null = null;

  /** Keeps a command that the engine has carried out. `before`: what was shown until then. */
  keep(command: Command, before: Frame | undefined): void {
    if (command.kind === 'restart') {
      this.deeds = [];
      this.seed = command.seed;
    } else if (isDeed(command) && before) {
      const { head, cursor } = before;
      this.deeds.push({ place: { head, cursor }, deed: command });
    }
  }

  /**
   * Does everything again in a run just opened, up to where the old one was seen last. Returns
   * the topology of a restarted run.
   */
  async redo(run: number, last: Frame | undefined, engine: Redoing): Promise<Topology | undefined> {
    const topology = await this.restart(run, engine);
    for (const { place, deed } of this.deeds) {
      await goTo(run, place, engine);
      await engine.request(deed);
    }
    if (last) await goTo(run, last, engine);
    return topology;
  }

  private async restart(run: number, engine: Redoing): Promise<Topology | undefined> {
    if (this.seed === null) return undefined;
    const reply = await engine.request({ kind: 'restart', run, seed: this.seed });
    return reply.ok && reply.value.kind === 'restarted' ? reply.value.topology : undefined;
  }
}

function isDeed(command: Command): command is Deed {
  return ['intervene', 'undo', 'fork', 'switchBranch', 'checkpoint', 'answer'].includes(
    command.kind,
  );
}

/** The same facts from the same start: head and cursor come to stand after the same facts. */
async function goTo(run: number, { head, cursor }: Place, engine: Redoing): Promise<void> {
  const seek = (to: SeekTarget): Promise<Reply> => engine.request({ kind: 'seek', run, to });
  await seek({ kind: 'head' });
  for (let now = engine.frame()?.head; now && isBefore(now, head);) {
    const maxFacts = Math.min(FACTS_AT_ONCE, Math.max(1, head.seq - now.seq));
    await engine.request({ kind: 'advance', run, toMs: head.atMs, maxFacts });
    const next = engine.frame()?.head;
    if (next && !isBefore(now, next)) break;
    now = next;
  }
  await seek({ kind: 'time', atMs: cursor.atMs });
  // It may have stood between two facts of one moment.
  if (engine.frame()?.cursor.seq !== cursor.seq) await seek({ kind: 'fact', seq: cursor.seq });
}

function isBefore(one: Cursor, other: Cursor): boolean {
  return one.seq < other.seq || one.atMs < other.atMs;
}
