import { beforeEach, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { engineFile, type Desk } from './desk.ts';
import { Stories } from './stories.ts';

const stories = new Stories(300);
const engine = `**/${engineFile()}`;

beforeEach(() => stories.changeRules({ alwaysBlock: [], neverBlock: [], confirmWarnings: false }));

/** Two things that block and one to look at. */
const draft = 'Good news: your A1c is 9.2, DOB 7-22-88. Mr. Okafor knows.';
const warned = 'Please tell Mr. Okafor.';

const compose = ({ page }: Desk): Locator => page.getByRole('region', { name: 'Compose' });

const finding = (desk: Desk, words: string): Locator =>
  compose(desk).getByRole('listitem').filter({ hasText: words });

const marks = ({ page }: Desk): Promise<string[]> => page.locator('mark').allTextContents();

const write = async (words: string): Promise<Desk> => {
  const desk = await stories.open();
  await desk.load(stories.newPhone().typed);
  await desk.box.fill(words);
  return desk;
};

describe('a draft with two blocks and one warning', () => {
  test('is marked word by word, says why, and cannot be sent', async () => {
    const desk = await write(draft);
    await expect.poll(() => marks(desk)).toEqual(['A1c is 9.2', '7-22-88', 'Mr. Okafor']);
    expect(await finding(desk, 'A1c is 9.2').textContent()).toMatch(/Blocked.+result.+portal/s);
    expect(await finding(desk, '7-22-88').textContent()).toMatch(/Blocked.+date of birth/s);
    expect(await finding(desk, 'Mr. Okafor').textContent()).toMatch(/Check.+first name/s);
    expect(await desk.sendButton.isDisabled()).toBe(true);
    await expect.poll(() => desk.descriptionOf(desk.sendButton)).toMatch(/may not go by SMS/);
  });

  test('cannot be scheduled either', async () => {
    const desk = await write(draft);
    await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await desk.page
      .getByRole('button', { name: /Tomorrow morning|Monday morning/ })
      .first()
      .click();
    const confirm = desk.page.getByRole('button', { name: 'Schedule Message' });
    expect(await confirm.isDisabled()).toBe(true);
    await expect.poll(() => desk.descriptionOf(confirm)).toMatch(/may not go by SMS/);
  });

  test('is healed by a click each, and goes', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill(draft);
    await finding(desk, 'A1c is 9.2').getByRole('button', { name: 'Take the words out' }).click();
    await expect.poll(() => marks(desk)).toEqual(['7-22-88', 'Mr. Okafor']);
    await finding(desk, '7-22-88').getByRole('button', { name: 'Say "on file"' }).click();
    await expect.poll(() => marks(desk)).toEqual(['Mr. Okafor']);
    expect(await compose(desk).getByRole('alert').count()).toBe(0);
    expect(await desk.box.inputValue()).toBe('Good news: your, DOB on file. Mr. Okafor knows.');
    await desk.sendButton.click();
    await expect
      .poll(() => stories.handset(phone))
      .toEqual(['Good news: your, DOB on file. Mr. Okafor knows.']);
  });

  test('is healed at once by a safe wording of the whole, which undo takes back', async () => {
    const desk = await write(draft);
    await compose(desk).getByRole('button', { name: 'Use a safe wording' }).click();
    await expect.poll(() => desk.sendButton.isEnabled()).toBe(true);
    await desk.box.press('ControlOrMeta+z');
    await expect.poll(() => desk.box.inputValue()).toBe(draft);
  });
});

describe('by keyboard alone', () => {
  test('Enter leads to the first block, Tab to its remedy, and writing goes on where it was', async () => {
    const desk = await write(draft);
    const { keyboard } = desk.page;
    const focused = async (): Promise<string> =>
      (await desk.focused.getAttribute('id')) === 'message-box' ? 'the box' : desk.focused.innerText();
    const selected = (): Promise<string> => desk.selected();
    await finding(desk, 'A1c is 9.2').waitFor();
    await desk.box.press('Enter');
    await expect.poll(selected).toBe('A1c is 9.2');
    await keyboard.press('Tab');
    await expect.poll(focused).toBe('“A1c is 9.2”');
    await keyboard.press('Tab');
    await expect.poll(focused).toBe('Say "results are in the portal"');
    await keyboard.press('Tab');
    await expect.poll(focused).toBe('Take the words out');
    await keyboard.press('Tab');
    await expect.poll(focused).toBe('“7-22-88”');
    await keyboard.press('Enter');
    await expect.poll(selected).toBe('7-22-88');
    await expect.poll(focused).toBe('the box');
    for (const _ of ['A1c', 'its remedy', 'taking it out', '7-22-88', 'its remedy'])
      await keyboard.press('Tab');
    await expect.poll(focused).toBe('Say "on file"');
    await keyboard.press('Space');
    await expect.poll(() => desk.box.inputValue()).toBe(draft.replace('7-22-88', 'on file'));
    await expect.poll(focused).toBe('the box');
    await keyboard.type('!');
    expect(await desk.box.inputValue()).toContain('on file!');
    await keyboard.press('ControlOrMeta+z');
    await keyboard.press('ControlOrMeta+z');
    await expect.poll(() => desk.box.inputValue()).toBe(draft);
  });
});

describe('a screen reader', () => {
  test('gets each finding once, an alert for a block alone, and no marks', async () => {
    const desk = await write(draft);
    await finding(desk, 'A1c is 9.2').waitFor();
    const tree = await compose(desk).ariaSnapshot();
    expect(tree.match(/button "“A1c is 9.2”"/g)).toHaveLength(1);
    expect(tree).not.toMatch(/- mark/);
    // The draft itself in the box, and its one entry in the list.
    expect(tree.match(/Okafor/g)).toHaveLength(2);
    expect(await compose(desk).getByRole('alert').allTextContents()).toHaveLength(1);
    expect(await desk.descriptionOf(desk.box)).toBe('2 blocked, 1 to check: listed after the box.');
    expect(await desk.descriptionOf(finding(desk, '7-22-88').getByRole('button', { name: 'Take' }))).toBe(
      '“7-22-88”',
    );
    await desk.box.fill(warned);
    await finding(desk, 'Mr. Okafor').waitFor();
    expect(await compose(desk).getByRole('alert').count()).toBe(0);
  });
});

describe('a draft with a warning alone', () => {
  test('goes, where the organization wants no confirming click', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill(warned);
    await finding(desk, 'Mr. Okafor').waitFor();
    await desk.sendButton.click();
    await expect.poll(() => stories.handset(phone)).toEqual([warned]);
  });

  test('is asked about first where it does, and only the answer sends it', async () => {
    await stories.changeRules({ confirmWarnings: true });
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill(warned);
    await finding(desk, 'Mr. Okafor').waitFor();
    await desk.sendButton.dblclick();
    const question = desk.page.getByRole('group', { name: 'Confirm that this text may go' });
    await question.waitFor();
    await desk.box.press('Enter');
    expect(await desk.box.inputValue()).toBe(warned);
    expect(stories.handset(phone)).toEqual([]);
    await question.getByRole('button', { name: 'I have read them, send it' }).click();
    await expect.poll(() => stories.handset(phone)).toEqual([warned]);
  });

  test('is asked about by the server where this page does not know the rule yet', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill(warned);
    await finding(desk, 'Mr. Okafor').waitFor();
    await stories.changeRules({ confirmWarnings: true });
    await desk.sendButton.click();
    await desk.page.getByRole('button', { name: 'I have read them, send it' }).click();
    await expect.poll(() => stories.handset(phone)).toEqual([warned]);
  });
});

describe('when the engine is not there', () => {
  test('and cannot be had, nothing is sent, the page says so, and trying again heals it', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open({ before: (context) => context.route(engine, (route) => route.abort()) });
    await desk.load(phone.typed);
    await desk.box.fill('See you on Thursday.');
    await desk.page.getByText('The PHI check could not be loaded, so nothing can be sent.').first().waitFor();
    expect(await desk.sendButton.isDisabled()).toBe(true);
    await desk.box.press('Enter');
    expect(await desk.box.inputValue()).toBe('See you on Thursday.');
    await desk.page.context().unroute(engine);
    await desk.page.getByRole('button', { name: 'Load it again' }).click();
    await expect.poll(() => desk.sendButton.isEnabled()).toBe(true);
    expect(await desk.box.inputValue()).toBe('See you on Thursday.');
    await desk.sendButton.click();
    await expect.poll(() => stories.handset(phone)).toEqual(['See you on Thursday.']);
  });

  test('and is slow, one can write at once, and what was to be sent goes when it has come', async () => {
    const phone = stories.newPhone();
    const arrival = Promise.withResolvers<void>();
    const desk = await stories.open({
      before: (context) => context.route(engine, (route) => arrival.promise.then(() => route.continue())),
    });
    await desk.load(phone.typed);
    await desk.box.fill('See you on Thursday.');
    expect(await desk.sendButton.isDisabled()).toBe(true);
    expect(await desk.descriptionOf(desk.sendButton)).toMatch(/still loading/);
    await desk.box.press('Enter');
    await compose(desk).getByText('It will be sent as soon as that is done.').waitFor();
    expect(stories.handset(phone)).toEqual([]);
    arrival.resolve();
    await expect.poll(() => stories.handset(phone)).toEqual(['See you on Thursday.']);
  });

  test('and is slow, what turns out to be blocked does not go', async () => {
    const phone = stories.newPhone();
    const arrival = Promise.withResolvers<void>();
    const desk = await stories.open({
      before: (context) => context.route(engine, (route) => arrival.promise.then(() => route.continue())),
    });
    await desk.load(phone.typed);
    await desk.box.fill(draft);
    await desk.box.press('Enter');
    arrival.resolve();
    await compose(desk).getByRole('alert').waitFor();
    expect(await desk.box.inputValue()).toBe(draft);
    expect(await desk.sendButton.isDisabled()).toBe(true);
  });
});

describe('when the server refuses what the page let through', () => {
  test('the text comes back with its marks, and the page knows the rule from then on', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill('The Nightingale group meets on Monday.');
    await expect.poll(() => desk.sendButton.isEnabled()).toBe(true);
    await stories.changeRules({ alwaysBlock: ['Nightingale'] });
    await desk.sendButton.click();
    await expect.poll(() => marks(desk)).toEqual(['Nightingale']);
    await compose(desk).getByRole('alert').waitFor();
    expect(await desk.sendButton.isDisabled()).toBe(true);
    await desk.box.fill('Nightingale again.');
    await expect.poll(() => marks(desk)).toEqual(['Nightingale']);
    expect(stories.handset(phone)).toEqual([]);
  });
});

describe('a scheduled text', () => {
  const schedule = async (desk: Desk, words: string): Promise<Locator> => {
    await desk.box.fill(words);
    await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    await desk.page.getByLabel('Date', { exact: true }).fill(date);
    await desk.page.getByLabel('Time', { exact: true }).fill('10:30');
    await desk.page.getByRole('button', { name: 'Schedule Message' }).click();
    const item = desk.page
      .getByRole('region', { name: 'Scheduled messages' })
      .getByRole('listitem')
      .filter({ hasText: words });
    await item.waitFor();
    return item;
  };

  test('is checked as it is edited', async () => {
    const desk = await stories.open();
    await desk.load(stories.newPhone().typed);
    const item = await schedule(desk, 'See you then.');
    await item.getByRole('button', { name: 'Edit' }).click();
    const box = desk.page.getByRole('textbox', { name: 'Scheduled text' });
    await box.fill('See you then, DOB 7-22-88.');
    const save = desk.page.getByRole('button', { name: 'Save changes' });
    await expect.poll(() => save.isDisabled()).toBe(true);
    await expect.poll(() => desk.descriptionOf(save)).toMatch(/may not go by SMS/);
    await desk.page.getByRole('button', { name: 'Say "on file"' }).click();
    await save.click();
    await desk.page
      .getByRole('region', { name: 'Scheduled messages' })
      .getByText('See you then, DOB on file.')
      .waitFor();
    await expect.poll(() => desk.focused.innerText()).toBe('Edit');
  });

  test('with a new warning is saved after a confirming click, where the organization wants it', async () => {
    await stories.changeRules({ confirmWarnings: true });
    const desk = await stories.open();
    await desk.load(stories.newPhone().typed);
    const item = await schedule(desk, 'We will call you.');
    await item.getByRole('button', { name: 'Edit' }).click();
    await desk.page.getByRole('textbox', { name: 'Scheduled text' }).fill(warned);
    await desk.page.getByRole('button', { name: 'Save changes' }).click();
    await desk.page.getByRole('button', { name: 'I have read them, save it' }).click();
    await desk.page.getByRole('region', { name: 'Scheduled messages' }).getByText(warned).waitFor();
    await expect.poll(() => desk.page.getByRole('textbox', { name: 'Scheduled text' }).count()).toBe(0);
  });

  test('that the rules of today would stop says so, and does not go', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    const item = await schedule(desk, 'The Nightingale group meets on Monday.');
    await stories.changeRules({ alwaysBlock: ['Nightingale'] });
    await desk.page.reload();
    await item.getByText('As it stands it will not be sent.').waitFor();
    await item.getByRole('button', { name: 'Send now' }).click();
    await item.getByText('As it stands it will not be sent.').waitFor();
    expect(stories.handset(phone)).toEqual([]);
  });
});
