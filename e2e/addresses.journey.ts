// Owns the journeys by address: of every step, of what does not exist, of what is not built yet.
import { expect, test } from './support/journey';
import { openLesson } from './support/workbench';

const steps = [
  'Nobody calls Payment',
  'Before you touch anything',
  'Kill it with its hands full',
  'Bring it back',
  'Who was charged twice?',
  'Debrief',
];

test('every step has an address, and back and next of page and browser agree', async ({ page }) => {
  const { lesson } = await openLesson(page);
  await expect(page).toHaveURL(/#\/lesson\/2\/1$/);
  for (const [index, title] of steps.entries()) {
    await page.goto(`#/lesson/2/${index + 1}`);
    await expect(lesson.getByRole('heading', { name: title })).toBeVisible();
    if (title !== 'Debrief') await expect(lesson.getByText(`Step ${index + 1} of 5`)).toBeVisible();
  }
  await expect(lesson.getByRole('link', { name: 'Step 1 is still open' })).toBeVisible();

  await lesson.getByRole('button', { name: 'Previous step' }).click();
  await expect(page).toHaveURL(/#\/lesson\/2\/5$/);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveURL(/#\/lesson\/2\/4$/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/lesson\/2\/5$/);
  await expect(lesson.getByRole('heading', { name: 'Who was charged twice?' })).toBeVisible();
  await page.goForward();
  await expect(lesson.getByRole('heading', { name: 'Bring it back' })).toBeVisible();

  await page.goto('#/');
  await page.getByRole('link', { name: 'Continue: lesson 2' }).click();
  await expect(page).toHaveURL(/#\/lesson\/2\/1$/);
  await expect(lesson.getByRole('heading', { name: 'Nobody calls Payment' })).toBeVisible();
});

for (const address of ['#/nowhere', '#/lesson/2/77', '#/lesson/99', '#/lesson/two']) {
  test(`the unknown address ${address} says so and leads back`, async ({ page }) => {
    await page.goto(address);
    await expect(
      page.getByRole('heading', { name: 'There is nothing at this address' }),
    ).toBeVisible();
    await expect(page.getByText(address.slice(1))).toBeVisible();
    await page.getByRole('link', { name: 'Back to the course' }).click();
    await expect(page.getByRole('heading', { name: 'Course', exact: true })).toBeVisible();
  });
}

test('a lesson that is not built cannot be opened and says so', async ({ page }) => {
  await page.goto('');
  await expect(page.getByRole('heading', { name: /^Part \d, / })).toHaveCount(7);
  const cell = page.getByRole('link', { name: /not built yet, cannot be opened/ });
  await expect(cell).toHaveCount(28);
  await expect(cell.first()).toHaveAttribute('aria-disabled', 'true');
  await cell.first().click({ force: true });
  await expect(page).toHaveURL(/\/$/);

  await page.keyboard.press('Control+k');
  const find = page.getByRole('dialog', { name: 'Find anything' });
  await find.getByRole('searchbox').fill('3 ');
  await expect(find.getByRole('menuitem', { name: /^3 .*not yet/ })).toBeDisabled();
  await find.getByRole('searchbox').clear();
  await page.keyboard.press('Escape');
  await expect(find).toBeHidden();

  await page.goto('#/lesson/3');
  await expect(page.getByRole('heading', { name: 'Lesson 3 is not built yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the course' }).click();
  await expect(page.getByRole('heading', { name: 'Course', exact: true })).toBeVisible();
});
