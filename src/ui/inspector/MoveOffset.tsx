/** Moves a group's committed offset by hand: to the beginning, the end, a time, an offset. */
import { type FormEvent, useState } from 'react';
import type { Intervention, QueryResult } from '../../projection';
import { useRunActions, useRunContext } from '../run';
import { Button } from '../tokens';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { Section } from './Section';
import { streamText } from './streamMessages.en';
import tables from './tables.module.css';

type Move = Extract<Intervention, { kind: 'MoveOffset' }>;
type Target = Move['to']['kind'];
const TARGETS: readonly Target[] = ['beginning', 'end', 'time', 'offset'];

interface MoveOffsetProps {
  readonly part: string;
  readonly group: Extract<QueryResult, { kind: 'group' }>;
}

/** Where to, as the intervention says it; null if a number is missing. Times are typed in s. */
function targetOf(kind: Target, typed: string): Move['to'] | null {
  const value = typed.trim() === '' ? NaN : Number(typed);
  switch (kind) {
    case 'beginning':
    case 'end':
      return { kind };
    case 'time':
      return value >= 0 ? { kind, atMs: Math.round(value * 1000) } : null;
    case 'offset':
      return Number.isInteger(value) && value >= 0 ? { kind, offset: value } : null;
  }
}

export function MoveOffset({ part, group }: MoveOffsetProps) {
  const { topology, announce } = useRunContext();
  const actions = useRunActions();
  const byHand = useByHand();
  const streams = [...new Set(group.partitions.map(({ stream }) => stream))];
  const [chosen, setChosen] = useState('');
  const [partition, setPartition] = useState('');
  const [kind, setKind] = useState<Target>('beginning');
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const stream = streams.includes(chosen) ? chosen : (streams.at(0) ?? '');
  const partitions = group.partitions.filter((one) => one.stream === stream);
  const needsNumber = kind === 'time' || kind === 'offset';

  const move = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const to = targetOf(kind, typed);
    if (!byHand.allowed) return setSaid(text.pastReason);
    if (to === null) return setSaid(streamText.needsNumber);
    const outcome = await actions.intervene({
      ...{ kind: 'MoveOffset', part, stream, to },
      ...(partition === '' ? {} : { partition: Number(partition) }),
    });
    setSaid(outcome.kind === 'refused' ? outcome.reason : null);
    if (outcome.kind === 'done') announce(streamText.moved);
  };
  if (streams.length === 0) return null;
  return (
    <Section title={streamText.move} note={streamText.moveNote}>
      <form className={tables.form} onSubmit={(event) => void move(event)}>
        {streams.length > 1 && (
          <label>
            {streamText.moveStream}{' '}
            <select
              className={tables.control}
              value={stream}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              {streams.map((id) => (
                <option key={id} value={id}>
                  {topology.parts.find((one) => one.id === id)?.label ?? id}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {streamText.moveWhich}{' '}
          <select
            className={tables.control}
            value={partition}
            onChange={(event) => setPartition(event.currentTarget.value)}
          >
            <option value="">{streamText.all}</option>
            {partitions.map((one) => (
              <option key={one.partition} value={one.partition}>
                {streamText.partitionShort(one.partition)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {streamText.to}{' '}
          <select
            className={tables.control}
            value={kind}
            onChange={({ currentTarget: { value } }) =>
              setKind(TARGETS.find((one) => one === value) ?? 'beginning')
            }
          >
            {TARGETS.map((one) => (
              <option key={one} value={one}>
                {streamText.targets[one]}
              </option>
            ))}
          </select>
        </label>
        {needsNumber && (
          <input
            className={`num ${tables.control}`}
            inputMode="decimal"
            aria-label={streamText.targets[kind]}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Button size="small" type="submit" {...byHand.control}>
          {streamText.moveNow}
        </Button>
      </form>
      {said !== null && (
        <p role="alert" className={tables.refusal}>
          {said}
        </p>
      )}
      {!byHand.allowed && <p className={styles.reason}>{text.pastReason}</p>}
    </Section>
  );
}
