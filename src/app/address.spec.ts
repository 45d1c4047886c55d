// Checks what addresses mean, the wrong ones above all.
import { expect, test } from 'vitest';
import type { CoursePart } from '../course';
import { readAddress } from './address';

const course: CoursePart[] = [
  {
    number: 1,
    title: 'Facts in motion',
    line: '',
    lessons: [
      { number: 1, title: 'A chain of calls', minutes: 5, built: false, stepCount: 0 },
      { number: 2, title: 'When Payment is down', minutes: 7, built: true, stepCount: 5 },
    ],
  },
];

test.each([
  ['/', { kind: 'course' }],
  ['', { kind: 'course' }],
  ['/lesson/2', { kind: 'lesson', number: 2, step: null }],
  ['/lesson/2/', { kind: 'lesson', number: 2, step: null }],
  ['/lesson/2/3', { kind: 'lesson', number: 2, step: 3 }],
  ['/lesson/2/6', { kind: 'lesson', number: 2, step: 6 }],
  ['/lesson/1', { kind: 'notBuilt', number: 1 }],
  ['/fidelity', { kind: 'fidelity' }],
])('%s is an address', (path, meaning) => {
  expect(readAddress(path, course)).toEqual(meaning);
});

test.each([
  '/lesson',
  '/lesson/0',
  '/lesson/2/0',
  '/lesson/2/7',
  '/lesson/37',
  '/lesson/x',
  '/sandbox',
])('%s is none, and is said as it was typed', (path) => {
  expect(readAddress(path, course)).toEqual({ kind: 'unknown', address: path });
});
