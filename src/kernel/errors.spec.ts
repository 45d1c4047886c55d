/** The error that means "our own bug". */
import { expect, it } from 'vitest';
import { assertNever, InvariantError } from './errors';

it('says what is needed to see a broken promise again', () => {
  const error = new InvariantError('a handler without a message', 4704, 219);
  expect(error.message).toBe('a handler without a message (seed 4704, fact 219)');
  expect(error).toMatchObject({ name: 'InvariantError', seed: 4704, seq: 219 });
});

it('closes a switch over a union', () => {
  // What the compiler would not let pass.
  expect(() => assertNever({ kind: 'Later' } as never)).toThrow(
    'unexpected case: {"kind":"Later"}',
  );
});
