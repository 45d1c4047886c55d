// Checks that what is announced can be heard, also twice.
import { act, render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { announce, LiveRegion } from './announce';

const said = (container: HTMLElement) =>
  [...container.querySelectorAll('[role=status]')].map((region) => region.textContent);

test('the same text said twice changes the page twice, so that it is heard twice', () => {
  const { container } = render(<LiveRegion />);
  act(() => announce('Payment was killed'));
  const first = said(container);
  act(() => announce('Payment was killed'));
  const second = said(container);
  expect(first.join('')).toBe('Payment was killed');
  expect(second.join('')).toBe('Payment was killed');
  expect(second).not.toEqual(first);
});
