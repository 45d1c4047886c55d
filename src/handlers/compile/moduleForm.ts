// Owns what a module may consist of, and turning it into the body of a function that hands over
// its default export (load.ts wraps it).
import type { AnyNode, ExportNamedDeclaration, Program } from 'acorn';
import type MagicString from 'magic-string';
import { faultTexts } from '../messages.en';
import { METER_NAME } from './meterCalls';
import { walk } from './tree';

const EXPORTS_NAME = '__exports';
const AWAITER_NAME = '__awaiter';

/** A fault at a node of the emitted code. */
export interface FaultAtNode {
  readonly node: AnyNode;
  readonly text: { readonly message: string; readonly hint: string };
}

/** What keeps a module from being run: imports of code, exports besides the default one … */
export function moduleFaults(program: Program): FaultAtNode[] {
  const faults: FaultAtNode[] = [];
  walk(program, (node) => {
    const text = faultTextOf(node);
    if (text) faults.push({ node, text });
  });
  const hasDefault = program.body.some(({ type }) => type === 'ExportDefaultDeclaration');
  if (!hasDefault && faults.length === 0) {
    faults.push({ node: program, text: faultTexts.noDefault });
  }
  return faults;
}

function faultTextOf(node: AnyNode): FaultAtNode['text'] | undefined {
  if (node.type === 'ImportDeclaration' || node.type === 'ImportExpression') {
    return faultTexts.realImport;
  }
  if (node.type === 'MetaProperty' && node.meta.name === 'import') return faultTexts.realImport;
  if (node.type === 'AwaitExpression') return faultTexts.topLevelAwait;
  if (node.type === 'Identifier' && isReserved(node.name)) return faultTexts.reserved(node.name);
  if (node.type === 'ExportAllDeclaration') return faultTexts.namedExport;
  // `export {}` is what the compiler leaves of exported types.
  if (node.type === 'ExportNamedDeclaration' && !isEmptyExport(node)) return faultTexts.namedExport;
  return undefined;
}

/**
 * Makes `export default x` an assignment, and takes out the compiler's own `__awaiter`, in whose
 * place the driver's is used.
 */
export function returnDefaultExport(program: Program, text: MagicString): void {
  for (const statement of program.body) {
    if (isAwaiterHelper(statement)) text.remove(statement.start, statement.end);
    if (statement.type === 'ExportNamedDeclaration') text.remove(statement.start, statement.end);
    if (statement.type !== 'ExportDefaultDeclaration') continue;
    const { declaration } = statement;
    const name = 'id' in declaration && declaration.id ? declaration.id.name : undefined;
    if (name !== undefined && isDeclaration(declaration)) {
      // A named function or class stays a declaration, which the rest of the file may use.
      text.remove(statement.start, declaration.start);
      text.append(`\n${EXPORTS_NAME}.default = ${name};`);
    } else {
      text.overwrite(statement.start, declaration.start, `${EXPORTS_NAME}.default = `);
      if (isDeclaration(declaration)) text.appendLeft(statement.end, ';');
    }
  }
}

function isEmptyExport(node: ExportNamedDeclaration): boolean {
  return !node.declaration && !node.source && node.specifiers.length === 0;
}

function isReserved(name: string): boolean {
  return name.startsWith(METER_NAME) || name === EXPORTS_NAME;
}

function isDeclaration(node: AnyNode): boolean {
  return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
}

/** `var __awaiter = (this && this.__awaiter) || function …`, as TypeScript writes it. */
function isAwaiterHelper(statement: AnyNode): boolean {
  if (statement.type !== 'VariableDeclaration' || statement.kind !== 'var') return false;
  const [{ id, init }] = statement.declarations;
  return id.type === 'Identifier' && id.name === AWAITER_NAME && init?.type === 'LogicalExpression';
}
