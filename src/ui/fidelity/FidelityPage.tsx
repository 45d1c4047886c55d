/**
 * Owns the page that says how true the simulated world is: what came of the recordings, every rule
 * with how it is known, and every simplification. The build makes what it shows.
 */
import { Glyph, Icon } from '../tokens';
import styles from './fidelity.module.css';
import { fidelityMessages as messages } from './messages.en';
import type { FidelityReport, Prose, RecordingResult, Rule } from './report';

/** The page at `#/fidelity`. */
export function FidelityPage({ report }: { readonly report: FidelityReport }) {
  const { recordings, groups, simplified } = report;
  return (
    <article className={styles.page}>
      <h1>{messages.title}</h1>
      <p className={styles.lead}>{messages.lead}</p>
      <Recordings results={recordings} />
      <nav className={styles.contents} aria-label={messages.contents}>
        {groups.map(({ title }) => (
          <button key={title} type="button" onClick={() => show(idOf(title))}>
            {title}
          </button>
        ))}
      </nav>
      {groups.map(({ title, rules }) => (
        <section key={title} aria-labelledby={idOf(title)}>
          <h2 id={idOf(title)} tabIndex={-1}>
            {title}
          </h2>
          <dl className={styles.rules}>
            {rules.map((rule) => (
              <RuleRow key={`${rule.id} ${rule.part}`} rule={rule} />
            ))}
          </dl>
        </section>
      ))}
      {simplified.length > 0 && (
        <section>
          <h2>{messages.generalTitle}</h2>
          <ul className={styles.general}>
            {simplified.map((prose, index) => (
              <li key={index}>
                <Marks prose={prose} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

const idOf = (title: string): string => `rules-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

/** The address after `#` belongs to the site's pages: a place on the page is gone to by hand. */
function show(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function Recordings({ results }: { readonly results: readonly RecordingResult[] }) {
  return (
    <table className={styles.recordings}>
      <caption>{messages.recordings}</caption>
      <thead>
        <tr>
          <th scope="col">{messages.what}</th>
          <th scope="col">{messages.file}</th>
          <th scope="col">{messages.result}</th>
        </tr>
      </thead>
      <tbody>
        {results.map(({ file, passed, failed }) => (
          <tr key={file}>
            <td>{messages.files[file] ?? file}</td>
            <td className={styles.file}>{file}</td>
            <td className={styles.result}>
              {failed.length === 0 ? (
                <span className={styles.said}>
                  <Icon name="check" size={12} />
                  {messages.passed(passed)}
                </span>
              ) : (
                <>
                  <span className={styles.said}>
                    <Glyph kind="failure" />
                    {messages.failed(passed, failed.length)}
                  </span>
                  <details>
                    <summary>{failed.length}</summary>
                    {messages.differs(failed)}
                  </details>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RuleRow({ rule: { id, part, text, evidence, simplified } }: { readonly rule: Rule }) {
  return (
    <div className={styles.rule}>
      <dt>{messages.rule(id, part)}</dt>
      <dd>
        <p>
          <Marks prose={text} />
        </p>
        {simplified.map((prose, index) => (
          <p key={index} className={styles.simplified}>
            <em>{messages.simplified}</em> <Marks prose={prose} />
          </p>
        ))}
        <p className={styles.evidence}>
          {evidence.map((one) => messages.evidence[one]).join(', ')}
        </p>
      </dd>
    </div>
  );
}

function Marks({ prose }: { readonly prose: Prose }) {
  return prose.map(({ kind, text }, index) => {
    switch (kind) {
      case 'text':
        return text;
      case 'code':
        return <code key={index}>{text}</code>;
      case 'strong':
        return <strong key={index}>{text}</strong>;
      case 'emphasis':
        return <em key={index}>{text}</em>;
    }
  });
}
