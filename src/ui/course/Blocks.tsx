/** Owns a step's content, block by block. Goals are gathered by the panel, not drawn here. */
import type { Block } from '../../course';
import { Aim } from './Goals';
import { Inlines } from './Inlines';
import type { CoursePanelProps } from './panelProps';
import { Prediction, PredictionLine } from './Prediction';
import styles from './panel.module.css';

interface BlocksProps extends Pick<CoursePanelProps, 'path' | 'formatTime' | 'onPredict'> {
  readonly blocks: readonly Block[];
  /** In a sheet a locked prediction takes one line. */
  readonly isSheet?: boolean;
}

export function Blocks({ blocks, ...rest }: BlocksProps) {
  return blocks.map((block, index) => <OneBlock key={index} block={block} {...rest} />);
}

type OneBlockProps = Omit<BlocksProps, 'blocks'> & { readonly block: Block };

function OneBlock({ block, path, isSheet = false, ...rest }: OneBlockProps) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines of={block.inlines} />
        </p>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Inlines of={item} />
            </li>
          ))}
        </ul>
      );
    case 'until': {
      const { met, progress } = path.waits[block.id];
      return (
        <div className={styles.until}>
          <Aim title={block.text} isMet={met} progress={progress} />
        </div>
      );
    }
    case 'predict': {
      const { question } = block;
      const locked = path.predictions[question.id] ?? null;
      return isSheet && locked !== null ? (
        <PredictionLine question={question} locked={locked} />
      ) : (
        <Prediction question={question} locked={locked} {...rest} />
      );
    }
    case 'goal':
      return null;
    default:
      return assertNever(block);
  }
}

function assertNever(block: never): never {
  throw new Error(`no such block: ${JSON.stringify(block)}`);
}
