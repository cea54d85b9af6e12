import { beforeEach, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { route, settingsRoute, type Desk } from './desk.ts';
import { Stories } from './stories.ts';

const stories = new Stories(400);

beforeEach(() => stories.changeRules({ alwaysBlock: [], neverBlock: [], confirmWarnings: false }));

const open = async (options: Parameters<Stories['open']>[0] = {}): Promise<Desk> => {
  const desk = await stories.open({ to: settingsRoute, ...options });
  await desk.page.getByRole('heading', { name: 'Always block' }).waitFor();
  return desk;
};

const always = ({ page }: Desk): Locator => page.getByRole('region', { name: 'Always block' });
const never = ({ page }: Desk): Locator => page.getByRole('region', { name: 'Never block' });
const words = (list: Locator): Promise<string[]> => list.locator('.word').allTextContents();
const save = ({ page }: Desk): Locator => page.getByRole('button', { name: 'Save changes' });
const said = ({ page }: Desk, sentence: string | RegExp): Promise<void> =>
  page.getByRole('status').filter({ hasText: sentence }).waitFor();

const add = async (list: Locator, word: string): Promise<void> => {
  await list.getByRole('textbox').fill(word);
  await list.getByRole('textbox').press('Enter');
};

describe('an organization with no rules of its own', () => {
  test('is told so, and has nothing to save', async () => {
    const desk = await open();
    await always(desk).getByText('None yet.').waitFor();
    await never(desk).getByText('None yet.').waitFor();
    expect(await save(desk).isDisabled()).toBe(true);
  });
});

describe('a word that always blocks', () => {
  test('is tried before it is saved, and holds in the composer at once when it is', async () => {
    const desk = await open();
    await add(always(desk), 'Nightingale');
    const trial = desk.page.getByRole('textbox', { name: 'Text to try' });
    await trial.fill('The Nightingale group meets on Monday.');
    await said(desk, 'It would be refused.');
    await said(desk, '1 change not saved yet.');
    await save(desk).click();
    await said(desk, /^\s*Saved at/);
    await desk.page.getByRole('link', { name: 'Conversations' }).click();
    await desk.load(stories.newPhone().typed);
    await desk.box.fill('The Nightingale group meets on Monday.');
    await desk.page.getByRole('alert').first().waitFor();
    expect(await desk.sendButton.isDisabled()).toBe(true);
  });

  test('is taken out again, by keyboard, and the focus stays in the list', async () => {
    await stories.changeRules({ alwaysBlock: ['Blue Door', 'Nightingale'] });
    const desk = await open();
    await always(desk).getByRole('button', { name: 'Remove “Blue Door”' }).focus();
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => words(always(desk))).toEqual(['Nightingale']);
    await expect.poll(() => desk.focused.getAttribute('aria-label')).toBe('Remove “Nightingale”');
    await desk.page.keyboard.press('Enter');
    await expect.poll(() => desk.focused.getAttribute('id')).toBe('alwaysBlock-word');
    await save(desk).click();
    await said(desk, /^\s*Saved at/);
    await desk.page.reload();
    await always(desk).getByText('None yet.').waitFor();
  });

  test('is refused with a reason where it cannot be one', async () => {
    const desk = await open();
    await add(always(desk), 'Blue Door, Trial 7');
    await expect.poll(() => words(always(desk))).toEqual(['Blue Door', 'Trial 7']);
    await add(always(desk), 'blue  door');
    await always(desk).getByText('“blue door” is in this list already.').waitFor();
    await add(always(desk), '—');
    await always(desk)
      .getByText(/neither a letter nor a digit/)
      .waitFor();
    expect(await always(desk).getByRole('textbox').inputValue()).toBe('—');
  });
});

describe('a name that never blocks', () => {
  test('lets through what the guard would refuse', async () => {
    const name = 'Riverside Methadone Clinic';
    const desk = await open();
    const trial = desk.page.getByRole('textbox', { name: 'Text to try' });
    await trial.fill(`${name}: see you on Monday.`);
    await said(desk, 'It would be refused.');
    await add(never(desk), name);
    await said(desk, 'It could be sent.');
  });
});

describe('the confirming click', () => {
  test('is tried and saved', async () => {
    const desk = await open();
    await desk.page.getByRole('textbox', { name: 'Text to try' }).fill('Please tell Mr. Okafor.');
    await said(desk, 'It could be sent; the warnings are shown.');
    await desk.page.getByRole('checkbox', { name: /confirming click/ }).check();
    await said(desk, 'It could be sent after a confirming click.');
    await save(desk).click();
    await said(desk, /^\s*Saved at/);
    await desk.page.reload();
    await expect.poll(() => desk.page.getByRole('checkbox').isChecked()).toBe(true);
  });
});

describe('what is not saved yet', () => {
  test('outlives a reload and a look at the conversations, and can be discarded', async () => {
    const desk = await open();
    await add(never(desk), 'New Dawn');
    await desk.page.reload();
    await expect.poll(() => words(never(desk))).toEqual(['New Dawn']);
    await desk.page.getByRole('link', { name: 'Conversations' }).click();
    await desk.page.getByText('1 change to the PHI guard is not saved.').waitFor();
    await desk.page.getByRole('link', { name: 'PHI guard' }).click();
    await expect.poll(() => words(never(desk))).toEqual(['New Dawn']);
    await desk.page.getByRole('button', { name: 'Discard changes' }).click();
    await expect.poll(() => words(never(desk))).toEqual([]);
    await desk.page.reload();
    await never(desk).getByText('None yet.').waitFor();
  });

  test('waits while the page is offline, and says so', async () => {
    const desk = await open();
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    await add(never(desk), 'New Dawn');
    await desk.page.context().setOffline(true);
    await said(desk, 'You are offline. 1 change not saved yet');
    expect(await save(desk).isDisabled()).toBe(true);
    await desk.goOnline();
    await save(desk).click();
    await said(desk, /^\s*Saved at/);
  });

  test('stays when saving fails, with the reason', async () => {
    const desk = await open();
    await add(never(desk), 'New Dawn');
    await desk.page.route('**/api/phi/settings', (call) =>
      call.request().method() === 'PUT' ? call.abort() : call.continue(),
    );
    await save(desk).click();
    await desk.page.getByText('No answer from the server').waitFor();
    expect(await words(never(desk))).toEqual(['New Dawn']);
    await desk.page.unroute('**/api/phi/settings');
    await save(desk).click();
    await said(desk, /^\s*Saved at/);
  });

  test('is put upon what a colleague saved meanwhile; neither is lost', async () => {
    await stories.changeRules({ alwaysBlock: ['Blue Door'] });
    const desk = await open();
    await add(always(desk), 'Mine');
    await stories.changeRules({ alwaysBlock: ['Blue Door', 'Theirs'] });
    await save(desk).click();
    await said(desk, /A colleague changed something meanwhile/);
    await expect.poll(() => words(always(desk))).toEqual(['Blue Door', 'Mine', 'Theirs']);
  });
});

describe('a colleague’s change', () => {
  test('holds in an open composer when the page is connected anew', async () => {
    const desk = await stories.open({ to: route });
    await desk.load(stories.newPhone().typed);
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    await desk.box.fill('The Nightingale group meets on Monday.');
    await expect.poll(() => desk.sendButton.isEnabled()).toBe(true);
    await stories.changeRules({ alwaysBlock: ['Nightingale'] });
    await desk.goOffline();
    await desk.goOnline();
    await desk.page.getByRole('alert').first().waitFor();
    expect(await desk.sendButton.isDisabled()).toBe(true);
  });
});

describe('the page of the settings', () => {
  test('says when they could not be loaded, and loads them on the next try', async () => {
    const desk = await stories.open({
      to: settingsRoute,
      before: (context) => context.route('**/api/phi/settings', (call) => call.abort()),
    });
    await desk.page.getByText('No answer from the server').waitFor();
    await desk.page.context().unroute('**/api/phi/settings');
    await desk.page.getByRole('button', { name: 'Try again' }).click();
    await always(desk).waitFor();
  });

  test('refuses who lacks the permission, by its name', async () => {
    const desk = await stories.open({ user: 'viewer', to: settingsRoute });
    await desk.page.getByRole('heading', { name: 'You do not have access' }).waitFor();
    await desk.page.getByText('ce.sms.admin').first().waitFor();
  });

  test('has nothing that sticks out at 320 pixels', async () => {
    await stories.changeRules({ alwaysBlock: ['a'.repeat(100)], neverBlock: ['New Dawn'] });
    const desk = await open({ width: 320, height: 640 });
    const fits = "document.querySelector('main').scrollWidth <= innerWidth";
    expect(await desk.page.evaluate<boolean>(fits)).toBe(true);
  });
});
