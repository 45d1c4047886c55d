// Owns writing the meter's calls into emitted code: at every function, round of a loop and
// statement. It changes nothing that the code means; what is counted, and when it is too much,
// belongs to the meter.
import type { AnyNode } from 'acorn';
import type MagicString from 'magic-string';
import { childrenOf } from './tree';

type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

type LoopNode = Extract<
  AnyNode,
  {
    type:
      'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement';
  }
>;

/** Gives the line in the TypeScript of a node; 0 if the compiler made it up. */
export type LineOf = (node: AnyNode) => number;

/** What compiled code calls the meter; sources may not use it. */
export const METER_NAME = '__meter';

const FUNCTION_END =
  `}catch(${METER_NAME}Error){throw ${METER_NAME}.thrown(${METER_NAME}Error);}` +
  `finally{${METER_NAME}.leave();}`;

/**
 * Inserts calls of the meter. Functions: `enter`, and `leave` however they end; a generator, which
 * lives on between its steps: `tick`. Loops: `tick` each round. Statements: their line is noted.
 */
export function insertMeterCalls(program: AnyNode, text: MagicString, lineOf: LineOf): void {
  // At one position, what an outer node opens comes first and what it closes comes last.
  const open = (position: number, code: string): unknown => text.appendRight(position, code);
  const close = (position: number, code: string): unknown => text.appendLeft(position, code);

  const call = (name: string, node: AnyNode): string => `${METER_NAME}.${name}(${lineOf(node)});`;
  const note = (node: AnyNode): string => {
    const line = lineOf(node);
    return line === 0 ? '' : `${METER_NAME}.line=${line};`;
  };

  const visit = (node: AnyNode): void => {
    const closings: (() => unknown)[] = [];

    /** Puts `code` ahead of a statement that may stand alone: behind `if`, `else` or a loop. */
    const prepend = (statement: AnyNode, code: string): void => {
      if (statement.type === 'BlockStatement') {
        open(statement.start + 1, code);
        return;
      }
      open(statement.start, `{${code}${note(statement)}`);
      closings.push(() => close(statement.end, '}'));
    };

    const meterFunction = (fn: FunctionNode): void => {
      const { body } = fn;
      if (fn.generator) {
        prepend(body, call('tick', fn));
      } else if (body.type === 'BlockStatement') {
        open(body.start + 1, `${call('enter', fn)}try{`);
        closings.push(() => close(body.end - 1, FUNCTION_END));
      } else {
        open(body.start, `{${call('enter', fn)}try{return `);
        closings.push(() => close(body.end, `;${FUNCTION_END}}`));
      }
    };

    if (isFunction(node)) meterFunction(node);
    else if (isLoop(node)) prepend(node.body, call('tick', node));
    else if (node.type === 'IfStatement') {
      for (const branch of [node.consequent, node.alternate]) if (branch) prepend(branch, '');
    }
    for (const statement of listOf(node))
      if (acts(statement)) open(statement.start, note(statement));
    childrenOf(node).forEach(visit);
    closings.forEach((closing) => closing());
  };
  visit(program);
}

function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

function isLoop(node: AnyNode): node is LoopNode {
  return (
    node.type === 'ForStatement' ||
    node.type === 'ForInStatement' ||
    node.type === 'ForOfStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement'
  );
}

/** The statements that stand in a row in `node`, where something can be put between them. */
function listOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'SwitchCase') return node.consequent;
  if (node.type === 'Program' || node.type === 'BlockStatement') return node.body;
  return [];
}

/** A hoisted function does nothing where it stands; an export is no statement. */
function acts({ type }: AnyNode): boolean {
  return type !== 'FunctionDeclaration' && type !== 'ExportDefaultDeclaration';
}
