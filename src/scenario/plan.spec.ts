/** Says how a checked scenario becomes a plan. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from './parse';
import { planOf } from './plan';
import { PART, shop } from './testing/shop';

describe('a plan', () => {
  const plan = planOf(parseScenario(shop()));

  it('has its parts in the order of the scenario', () => {
    expect(plan.parts.map(({ id }) => id)).toEqual(Object.keys(PART));
    expect(plan.parts.map(({ id }) => plan.indexOf(id))).toEqual(Object.values(PART));
    expect(plan.indexOf('moon')).toBe(-1);
  });

  it('puts exchanges and queues into their broker', () => {
    expect(plan.parts.map(({ host }) => host)).toEqual([0, 1, 2, 3, 3, 3]);
  });

  it('knows the link between two parts by their hosts, in both directions', () => {
    const { desk, inbox, people, bank } = PART;
    expect(plan.linkBetween(desk, inbox)).toBe(1);
    expect(plan.linkBetween(inbox, desk)).toBe(1);
    expect(plan.linkBetween(people, bank)).toBe(-1);
  });

  it('calls a part by its id where it has no label', () => {
    expect(plan.parts[PART.inbox].label).toBe('inbox');
    expect(plan.parts[PART.desk].label).toBe('Desk');
  });

  it('[S8] calls the chains of a workload as it says, those of others by their part', () => {
    expect(plan.correlationPrefix(PART.people)).toBe('ask');
    expect(plan.correlationPrefix(PART.bank)).toBe('bank');
  });

  it('knows the form of each type of message', () => {
    expect(plan.forms.get('Asked')).toBe('event');
    expect(plan.forms.get('Shouted')).toBeUndefined();
  });

  it('has the seed of its scenario unless another is given', () => {
    expect(plan.seed).toBe(5);
    expect(planOf(parseScenario(shop()), 8).seed).toBe(8);
  });
});
