// Owns the journeys on streams: a group that is divided anew, producers that come and go, retention
// that overtakes a reader, a cursor that is moved. Each with the mouse, and with keys alone.
import { eventually, expect, test } from './support/journey';
import { bothHands, pause, playAt, type Hands } from './support/hands';
import { groupOf, partitionOf, readersOf, type Partition, type Place } from './support/streams';
import { listen, openLesson, type Workbench } from './support/workbench';

const PARTITIONS = 4;
const readers = (workbench: Workbench): Promise<readonly (string | null)[]> =>
  readersOf(workbench, 'orders', 'payment', PARTITIONS);

async function partitions(workbench: Workbench): Promise<readonly Partition[]> {
  const numbers = Array.from({ length: PARTITIONS }, (_, number) => number);
  return Promise.all(numbers.map((number) => partitionOf(workbench, 'orders', number)));
}

/** Records of all partitions that were ever written. */
const written = async (workbench: Workbench): Promise<number> =>
  (await partitions(workbench)).reduce((sum, { end }) => sum + end, 0);

/** Records that Payment has not committed, of all partitions. */
const waiting = async (workbench: Workbench): Promise<number> =>
  (await partitions(workbench)).reduce(
    (sum, { end, places }) => sum + end - (places.payment?.committed ?? 0),
    0,
  );

async function placeOf(workbench: Workbench, stream: string, group: string): Promise<Place> {
  const place = (await partitionOf(workbench, stream, 0)).places[group];
  if (place === undefined) throw new Error(`${group} does not read ${stream}`);
  return place;
}

/** Makes Payment a group of three, each with a partition or two. */
async function shareAmongThree(workbench: Workbench, hands: Hands): Promise<void> {
  await hands.doTo(workbench, 'Payment', 'Duplicate');
  await hands.doTo(workbench, 'Payment', 'Duplicate');
  await expect(workbench.part('Payment')).toHaveAccessibleName(/^Payment: 3 instances/);
  await playAt(hands, workbench, '1×');
  await eventually(async () => new Set(await readers(workbench))).toEqual(
    new Set(['Payment 1', 'Payment 2', 'Payment 3']),
  );
}

for (const hands of bothHands) {
  test(`a member of a group dies, and the others take over, ${hands.name}`, async ({ page }) => {
    const workbench = await openLesson(page, 1, 11);
    const heard = await listen(page);
    await shareAmongThree(workbench, hands);
    const { generation, owned } = await groupOf(workbench, 'payment');
    const before = await readers(workbench);

    await test.step('killed, it keeps its partitions: nobody knows yet', async () => {
      await hands.press(workbench.part('Payment'));
      await hands.press(workbench.inspector.getByRole('button', { name: 'Kill Payment 2' }));
      await expect(workbench.part('Payment')).toHaveAccessibleName(/3 instances, 1 of them dead/);
      await eventually(async () => (await groupOf(workbench, 'payment')).silent).toEqual([
        'Payment 2',
      ]);
      expect((await groupOf(workbench, 'payment')).owned).toEqual(owned);
      expect(await readers(workbench)).toEqual(before);
    });

    await test.step('its session runs out: it is said aloud, and who owns what now', async () => {
      const left = 'Group payment: Payment 2 left or expired, rebalancing.';
      await eventually(heard, 20_000).toContain(left);
      const divided =
        /^Group payment: Payment 1 now owns p\d(, p\d)*; Payment 3 now owns p\d(, p\d)*\.$/;
      await eventually(heard, 20_000).toContainEqual(expect.stringMatching(divided));
    });

    await test.step('every partition has one of the living, one generation on', async () => {
      await eventually(async () => new Set(await readers(workbench))).toEqual(
        new Set(['Payment 1', 'Payment 3']),
      );
      const after = await groupOf(workbench, 'payment');
      expect(after.isRebalancing).toBe(false);
      expect(after.generation).toBe(generation + 1);
      expect(Object.keys(after.owned)).toEqual(['Payment 1', 'Payment 3']);
      expect(Object.values(after.owned).join(', ').split(', ').sort()).toEqual([
        ...['p0', 'p1', 'p2', 'p3'],
      ]);
    });

    await test.step('the lag that grew meanwhile goes back to nothing', async () => {
      await eventually(() => waiting(workbench), 30_000).toBe(0);
      expect((await groupOf(workbench, 'payment')).lag).toBeLessThan(3);
    });

    await test.step('the inspector tells the same', async () => {
      await pause(hands, workbench);
      await hands.press(workbench.part('Group payment'));
      const { inspector } = workbench;
      await expect(inspector).toHaveAccessibleName('Inspector: payment');
      const now = await readers(workbench);
      for (const [number, reader] of now.entries()) {
        const row = inspector.getByRole('row', { name: new RegExp(`^p${number} `) });
        await expect(row).toContainText(reader ?? 'nobody');
      }
      await expect(inspector.getByText('Payment 2')).toHaveCount(0);
    });
  });

  test(`a producer dies and two come while it runs, ${hands.name}`, async ({ page }) => {
    const workbench = await openLesson(page, 1, 11);
    const shops = workbench.part('Shops');
    await playAt(hands, workbench, '2×');
    await eventually(() => written(workbench)).toBeGreaterThan(2);
    const { generation } = await groupOf(workbench, 'payment');

    const end = await test.step('the only shop dies: nothing more is written', async () => {
      await hands.doTo(workbench, 'Shops', 'Kill');
      await expect(shops).toHaveAccessibleName(/^Shops: killed/);
      // What was on its way arrives, within a tenth of a second.
      const killedMs = await workbench.clockMs();
      await eventually(() => workbench.clockMs()).toBeGreaterThan(killedMs + 300);
      const last = await written(workbench);
      await eventually(() => workbench.clockMs()).toBeGreaterThan(killedMs + 2500);
      expect(await written(workbench)).toBe(last);
      return last;
    });

    await test.step('two more write, and nobody had to be told', async () => {
      await hands.doTo(workbench, 'Shops', 'Duplicate');
      await hands.doTo(workbench, 'Shops', 'Duplicate');
      await expect(shops).toHaveAccessibleName(/^Shops: 3 instances, 1 of them dead/);
      await eventually(() => written(workbench)).toBeGreaterThan(end + 5);
      expect(await readers(workbench)).toEqual(Array(PARTITIONS).fill('Payment 1'));
      expect((await groupOf(workbench, 'payment')).generation).toBe(generation);
    });

    await test.step('the timeline has all three', async () => {
      await pause(hands, workbench);
      await expect(workbench.mark('kill Shops')).toHaveCount(1);
      await expect(workbench.mark('one Shops more')).toHaveCount(2);
    });
  });

  test(`retention overtakes a reader that was away, ${hands.name}`, async ({ page }) => {
    const workbench = await openLesson(page, 2, 13);
    const { inspector, lesson } = workbench;
    await hands.check(lesson.getByRole('radio', { name: /^It deletes them, and Report goes on/ }));
    await hands.press(lesson.getByRole('button', { name: 'Lock prediction' }));
    await expect(lesson.getByText(/^Predicted at .*, and locked$/)).toBeVisible();
    await workbench.hold();
    await playAt(hands, workbench, '2×');
    await eventually(async () => (await partitionOf(workbench, 'orders', 0)).end).toBeGreaterThan(
      5,
    );
    await hands.doTo(workbench, 'Report', 'Kill');
    await expect(workbench.part('Report')).toHaveAccessibleName(/^Report: killed/);

    const cursor =
      await test.step('its place falls off the left edge, and it is said', async () => {
        await eventually(async () => (await placeOf(workbench, 'orders', 'report')).isGone).toBe(
          true,
        );
        await pause(hands, workbench);
        const { committed } = await placeOf(workbench, 'orders', 'report');
        const { from } = await partitionOf(workbench, 'orders', 0);
        expect(from).toBeGreaterThan(committed ?? Infinity);
        await hands.press(workbench.part('Group report'));
        const row = inspector.getByRole('row', { name: /^p0 / });
        await expect(row).toContainText(`${committed}, gone`);
        return committed ?? 0;
      });

    await test.step('back again it goes on at what is left, and lacks the rest', async () => {
      const { from } = await partitionOf(workbench, 'orders', 0);
      await hands.doTo(workbench, 'Report', 'Revive');
      await hands.press(workbench.timeline.getByRole('button', { name: 'Play' }));
      const committed = async (): Promise<number> =>
        (await placeOf(workbench, 'orders', 'report')).committed ?? 0;
      await eventually(committed).toBeGreaterThan(from);
      expect(from).toBeGreaterThan(cursor);
      const lacking = lesson.getByText(/How many orders does Report lack\?/);
      await expect(lacking).toContainText(/[1-9]\d*\. Nobody tells it/);
      const goal = lesson.getByRole('listitem').filter({ hasText: 'Leave Report down until' });
      await expect(goal).toContainText(', met');
    });
  });

  test(`a group’s offset is moved, and the records come again, ${hands.name}`, async ({ page }) => {
    const workbench = await openLesson(page, 1, 12);
    const { inspector } = workbench;
    await playAt(hands, workbench, '2×');
    const committed = async (): Promise<number> =>
      (await placeOf(workbench, 'orders', 'receipts')).committed ?? 0;
    await eventually(committed).toBeGreaterThanOrEqual(6);
    await pause(hands, workbench);
    const reached = await committed();
    const others = (await placeOf(workbench, 'orders', 'labels')).committed;

    await test.step('the flag goes back, the others stay', async () => {
      await hands.press(workbench.part('Group receipts'));
      await hands.choose(inspector.getByRole('combobox', { name: 'To' }), 'an offset');
      await hands.write(inspector.getByRole('textbox', { name: 'an offset' }), '2');
      await eventually(committed).toBe(2);
      expect((await placeOf(workbench, 'orders', 'labels')).committed).toBe(others);
      await expect(workbench.mark('move the offset of receipts')).toHaveCount(1);
    });

    await test.step('it reads again from there', async () => {
      await hands.press(workbench.timeline.getByRole('button', { name: 'Play' }));
      await eventually(committed, 30_000).toBeGreaterThan(reached);
      await pause(hands, workbench);
    });

    await test.step('the story of a record says that it was handled twice', async () => {
      await hands.press(workbench.part('orders, partition 0'));
      await hands.write(inspector.getByRole('textbox', { name: 'From offset' }), '2');
      await hands.press(inspector.getByRole('button', { name: /^shop\/3$/ }));
      const handled = inspector
        .getByRole('listitem')
        .filter({ hasText: /HandlerCompleted\s*receipts/ });
      await expect(handled).toHaveCount(2);
    });
  });
}
