/** Says where things stand within a cluster. */
import { describe, expect, it } from 'vitest';
import { orderLog } from '../../projection/testing/orderLog';
import { bottom, contains } from './geometry';
import { makeScene } from './scene';

const sceneOf = (partitions: number, expanded: string | null = null) =>
  makeScene(orderLog(partitions), { variant: 'wide', fullQueue: null, expanded, moved: {} });

describe('a cluster on the stage', () => {
  it('is as high as its streams, groups and broker nodes need', () => {
    const { boxes, clusters } = sceneOf(3);
    const box = boxes.get('log');
    const place = clusters.get('log');
    expect(box).toBeDefined();
    if (box === undefined || place === undefined) return;
    const rows = place.bands[0].rows;
    expect(rows.map(({ number }) => number)).toEqual([0, 1, 2]);
    expect(place.groups).toHaveLength(2);
    expect(place.nodes).toHaveLength(3);
    for (const { box: inner } of [...rows, ...place.groups, ...place.nodes]) {
      expect(contains(box, inner)).toBe(true);
      expect(bottom(inner)).toBeLessThanOrEqual(bottom(box));
    }
    expect(contains(box, place.name)).toBe(true);
  });

  it('shows the first three of many partitions, and more once the stream is selected', () => {
    const [few] = sceneOf(9).clusters.get('log')?.bands ?? [];
    expect(few.rows).toHaveLength(3);
    expect(few.more?.count).toBe(6);
    const [all] = sceneOf(9, 'orders').clusters.get('log')?.bands ?? [];
    expect(all.rows).toHaveLength(9);
    expect(all.more).toBeNull();
  });

  it('is linked to who writes and to who reads', () => {
    const links = sceneOf(3).links.map(({ id, reader }) => [id, reader === true]);
    expect(links).toEqual([
      ['shop>log', false],
      ['log>charge', true],
      ['log>report', true],
    ]);
  });
});
