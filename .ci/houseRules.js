// Owns the lint rules that only this house has: what a file opens with, when it may be long, and
// that an assertion about a type gives its reason.

const linesMax = 400;

/** STYLE 5: the first thing in a file is a sentence, what it owns and what it does not. */
const opensWithSentence = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program(program) {
      const [first] = context.sourceCode.getAllComments();
      const [start] = program.body;
      if (first && (!start || first.range[0] < start.range[0])) return;
      context.report({
        loc: { line: 1, column: 0 },
        message: 'Open the file with one sentence: what it owns and what it does not.',
      });
    },
  }),
};

/** STYLE 5: usually under 200 lines; over 400 says why at the top. */
const longSaysWhy = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program() {
      const { lines, text } = context.sourceCode;
      if (lines.length <= linesMax || text.slice(0, 1000).includes('Long because')) return;
      context.report({
        loc: { line: linesMax + 1, column: 0 },
        message: `Split the file (${lines.length} lines), or say "Long because …" at its top.`,
      });
    },
  }),
};

/** STYLE 8: no `as` without a reason beside it, on its line or above its statement. */
const asGivesReason = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const { sourceCode } = context;
    const commentLines = new Set(
      sourceCode.getAllComments().flatMap(({ loc }) => [loc.start.line, loc.end.line]),
    );
    const isExplained = (node) => {
      for (let at = node; at; at = at.parent) {
        const { start, end } = at.loc;
        if ([start.line - 1, start.line, end.line].some((line) => commentLines.has(line))) {
          return true;
        }
        if (/Statement$|Declaration$|^PropertyDefinition$/.test(at.type)) return false;
      }
      return false;
    };
    const check = (node) => {
      const isConst = sourceCode.getText(node.typeAnnotation) === 'const';
      if (isConst || isExplained(node)) return;
      context.report({
        node,
        message: 'Narrow the type, or give the reason for this `as` in a comment beside it.',
      });
    };
    return { TSAsExpression: check, TSTypeAssertion: check };
  },
};

/** STYLE 8: `any`, suppressed checks and skipped tests have no way around. */
const noSuppression = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!/^\W*(eslint-disable|@ts-(ignore|nocheck|expect-error))\b/.test(comment.value))
          continue;
        context.report({
          loc: comment.loc,
          message: 'Mend the cause; a check is not switched off.',
        });
      }
    },
  }),
};

export default {
  rules: {
    'opens-with-sentence': opensWithSentence,
    'long-says-why': longSaysWhy,
    'as-gives-reason': asGivesReason,
    'no-suppression': noSuppression,
  },
};
