/** Owns the bar of a comparison: what both sides are given, and running both again. */
import type { ReactNode } from 'react';
import { useRun, useRunContext } from '../run';
import { formatTime } from '../time';
import { Button, Glyph } from '../tokens';
import styles from './compare.module.css';
import { text } from './messages.en';

interface CompareBarProps {
  /** What both are given, in the lesson's words; null: as the workload says. */
  readonly input: string | null;
  /** What stands before it. */
  readonly children?: ReactNode;
}

export function CompareBar({ input, children }: CompareBarProps) {
  const { actions } = useRunContext();
  const runAgain = (): void => {
    // What happened once happens again: looking at it from the start is running it.
    actions.seek(0);
    actions.play();
  };
  return (
    <div className={styles.bar} role="group" aria-label={text.bar}>
      {children}
      <span className={styles.grow} />
      <span className={styles.given}>
        <span className={styles.givenName}>{text.input}</span>
        <Input said={input} />
      </span>
      <span className={styles.given}>
        <span className={styles.givenName}>{text.fault}</span>
        <Fault />
      </span>
      <Button size="small" icon="undo" title={text.runAgainExplained} onClick={runAgain}>
        {text.runAgain}
      </Button>
    </div>
  );
}

function Input({ said }: { readonly said: string | null }) {
  const derived = useRun(({ stage }) => {
    const workloads = Object.values(stage.nodes).filter(({ kind }) => kind === 'workload');
    return workloads
      .flatMap((node) => (node.kind === 'workload' ? [node] : []))
      .map(({ label, setPerSecond }) => text.inputOf(label, String(setPerSecond)))
      .join(', ');
  });
  return <span className="mono">{said ?? derived}</span>;
}

/** The latest fault on the branch in view, and how many came before it; how it began is none. */
function Fault() {
  const { topology } = useRunContext();
  const said = useRun(({ timeline }) => {
    const branch = timeline.branches.find(({ id }) => id === timeline.branch);
    const faults = (branch?.marks ?? []).filter(
      ({ kind, pending, atMs }) => !pending && kind === 'kill' && atMs > 0,
    );
    const last = faults.at(-1);
    if (last === undefined) return '';
    const part = topology.parts.find(({ id }) => id === last.part)?.label ?? last.part;
    const more = faults.length > 1 ? ` ${text.moreFaults(faults.length - 1)}` : '';
    return text.faultAt(text.kill(part, last.instance), formatTime(last.atMs)) + more;
  });
  if (said === '') return <span>{text.noFault}</span>;
  return (
    <>
      <Glyph kind="failure" size={14} />
      <span className="mono">{said}</span>
    </>
  );
}
