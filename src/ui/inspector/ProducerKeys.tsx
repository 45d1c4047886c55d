/** Under which key a service or workload produces to its streams: shown, and chosen by hand. */
import { useRunActions, useRunQuery } from '../run';
import { Field } from '../tokens';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { text } from './keyMessages.en';
import { text as shared } from './messages.en';
import { LinkButton } from './QueueMessages';
import { Section } from './Section';

/** Values of the choice that stand for no field; fields are written with a mark before them. */
const NONE = 'none';
const OTHER = 'other';
const fieldValue = (field: string): string => `.${field}`;

interface Stream {
  readonly stream: string;
  readonly key: string | null | { readonly fixed: string };
  readonly fields: readonly string[];
}

export function ProducerKeys({ part, label }: { readonly part: string; readonly label: string }) {
  const answer = useRunQuery<'keys'>({ kind: 'keys', part });
  return answer?.result.streams.map((one) => (
    <StreamKey key={one.stream} part={part} label={label} one={one} />
  ));
}

interface StreamKeyProps {
  readonly part: string;
  readonly label: string;
  readonly one: Stream;
}

function StreamKey({ part, label, one }: StreamKeyProps) {
  const { stream, key, fields } = one;
  const actions = useRunActions();
  const byHand = useByHand();
  const isField = typeof key === 'string' && key !== 'mixed';
  const listed = isField && !fields.includes(key) ? [...fields, key] : fields;
  const other = key === 'mixed' ? text.mixed : isFixed(key) ? text.fixed(key.fixed) : null;
  const value = other !== null ? OTHER : isField ? fieldValue(key) : NONE;
  const choose = (said: string): void => {
    const field = said === NONE ? null : said.slice(1);
    byHand.act(() => actions.intervene({ kind: 'SetKey', part, stream, key: field }));
  };
  return (
    <Section
      title={text.produces}
      note={
        <LinkButton label={stream} onClick={() => actions.select({ part: stream })}>
          {stream}
        </LinkButton>
      }
    >
      <div className={styles.setting} {...(byHand.allowed ? {} : { title: shared.pastReason })}>
        <span className={styles.quiet}>
          {value === NONE ? text.explained.none : text.explained.some}
        </span>
        <Field label={text.key}>
          <select
            aria-label={text.ofKey(label, stream)}
            value={value}
            disabled={!byHand.allowed}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {other !== null && <option value={OTHER}>{other}</option>}
            <option value={NONE}>{text.none}</option>
            {listed.map((field) => (
              <option key={field} value={fieldValue(field)}>
                {field}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {!byHand.allowed && <p className={styles.reason}>{shared.pastReason}</p>}
    </Section>
  );
}

function isFixed(key: Stream['key']): key is { readonly fixed: string } {
  return typeof key === 'object' && key !== null;
}
