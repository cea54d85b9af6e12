import { describe, expect, test } from 'vitest';
import { route } from './desk.ts';
import { Stories } from './stories.ts';

const stories = new Stories(200);

describe('an operator', () => {
  test('is asked for a number, and loads the conversation', async () => {
    const desk = await stories.open();
    await desk.page.getByRole('heading', { name: 'Conversation Filter' }).waitFor();
    expect(await desk.page.getByText(/phone number/i).count()).toBeGreaterThan(0);
    const phone = stories.newPhone();
    await desk.load(phone.typed);
    await desk.page.waitForURL(/conversation=[\w-]+/);
    expect(desk.page.url()).not.toMatch(/\d{7}/);
  });

  test('is told when what was typed is no number, and keeps it', async () => {
    const desk = await stories.open();
    const field = desk.page.getByRole('textbox', { name: 'Phone number' });
    await field.fill('12 monkeys');
    await desk.page.getByRole('button', { name: 'Load Conversation' }).click();
    await desk.page
      .getByText(/area code/i)
      .first()
      .waitFor();
    expect(await field.inputValue()).toBe('12 monkeys');
  });

  test('follows a link with a number, which leaves no trace in the history', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open({ to: `${route}?phone=${encodeURIComponent(phone.e164)}` });
    await desk.thread.waitFor();
    await desk.page.waitForURL(/conversation=/);
    const address = desk.page.url();
    await desk.page.reload();
    await desk.thread.waitFor();
    expect(desk.page.url()).toBe(address);
    expect(address).not.toContain(phone.e164.slice(1));
  });

  test('sees a text arrive without a reload, and answers it', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    await desk.receive(phone.e164, 'Is Thursday still free?');
    await desk.bubble('Is Thursday still free?').waitFor();
    await desk.send('Yes, at 10:30.');
    await desk
      .bubble('Yes, at 10:30.')
      .filter({ hasText: /delivered/i })
      .waitFor();
    expect(stories.handset(phone)).toContain('Yes, at 10:30.');
  });

  test('cannot send protected health information, and is told why', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill('your A1c is 9.2, DOB 7-22-88');
    await desk.page.getByRole('alert').first().waitFor();
    await expect.poll(() => desk.sendButton.isDisabled()).toBe(true);
    await desk.box.press('Enter');
    await desk.box.fill('Your results are in the portal.');
    await expect.poll(() => desk.sendButton.isEnabled()).toBe(true);
    await desk.sendButton.click();
    await desk
      .bubble('Your results are in the portal.')
      .filter({ hasText: /sent|delivered/i })
      .waitFor();
    expect(stories.handset(phone)).toEqual(['Your results are in the portal.']);
  });

  test('schedules a text, which goes by itself', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill('See you in a bit.');
    await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
    await desk.page.getByLabel('Date', { exact: true }).fill(inTwoDays.toISOString().slice(0, 10));
    await desk.page.getByLabel('Time', { exact: true }).fill('10:30');
    await desk.page.getByRole('button', { name: 'Schedule Message' }).click();
    const scheduled = desk.page.getByRole('region', { name: 'Scheduled messages' });
    await scheduled
      .getByRole('listitem')
      .filter({ hasText: 'See you in a bit.' })
      .filter({ hasText: 'Scheduled' })
      .waitFor();
    expect(stories.handset(phone)).toEqual([]);
    await desk.wait(3 * 86_400);
    await desk
      .bubble('See you in a bit.')
      .filter({ hasText: /sent|delivered/i })
      .waitFor();
    expect(stories.handset(phone)).toEqual(['See you in a bit.']);
  });

  test('cancels a scheduled text, which then never goes', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.box.fill('Never mind this one.');
    await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const later = new Date(Date.now() + 9 * 86_400_000);
    await desk.page.getByLabel('Date', { exact: true }).fill(later.toISOString().slice(0, 10));
    await desk.page.getByLabel('Time', { exact: true }).fill('11:00');
    await desk.page.getByRole('button', { name: 'Schedule Message' }).click();
    const item = desk.page
      .getByRole('region', { name: 'Scheduled messages' })
      .getByRole('listitem')
      .filter({ hasText: 'Never mind this one.' });
    await item.getByRole('button', { name: /^Cancel/ }).click();
    await expect
      .poll(
        async () =>
          (await item.filter({ hasText: 'Cancelled' }).count()) + ((await item.count()) === 0 ? 1 : 0),
      )
      .toBeGreaterThan(0);
    await desk.wait(10 * 86_400);
    expect(stories.handset(phone)).toEqual([]);
  });

  test('retries a text that failed; the old one keeps its error', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    stories.stage.product.carriers.setFault('reject', 1);
    await desk.send('Please call us.');
    const failed = desk.page.getByRole('region', { name: 'Failed message' });
    await failed.waitFor();
    expect(stories.handset(phone)).toEqual([]);
    await failed.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => stories.handset(phone)).toEqual(['Please call us.']);
    await desk
      .bubble('Please call us.')
      .filter({ hasText: /delivered/i })
      .waitFor();
    await desk
      .bubble('Please call us.')
      .filter({ hasText: /failed|not sent/i })
      .waitFor();
  });

  test('hears of a new text by a toast that leads to the contact, never of history', async () => {
    const desk = await stories.open();
    await desk.receive('+12025550123', 'A text from before.');
    await stories.stage.product.settle();
    await desk.load('(202) 555-0123');
    await desk.bubble('A text from before.').waitFor();
    await desk.page.reload();
    await desk.bubble('A text from before.').waitFor();
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    expect(await desk.page.getByText(/^New message from/).count()).toBe(0);
    await desk.receive('+12025550123', 'A new text.');
    await desk.page
      .getByText(/New message from/)
      .first()
      .waitFor();
    await desk.page.getByRole('link', { name: 'Open contact' }).first().waitFor();
    const unknown = stories.newPhone();
    await desk.receive(unknown.e164, 'Who is this?');
    await desk.page.getByRole('link', { name: 'Open conversation' }).first().waitFor();
  });

  test('is told before a word is typed that a person has opted out', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.receive(phone.e164, 'STOP');
    await desk.page
      .getByRole('region', { name: 'Compose' })
      .getByText(/opted out/i)
      .first()
      .waitFor();
    expect(await desk.sendButton.isDisabled()).toBe(true);
  });

  test('keeps a draft with its conversation', async () => {
    const [one, other] = [stories.newPhone(), stories.newPhone()];
    const desk = await stories.open();
    await desk.load(one.typed);
    await desk.box.fill('Meant for the first.');
    await desk.load(other.typed);
    await expect.poll(() => desk.box.inputValue()).toBe('');
    await desk.load(one.typed);
    await expect.poll(() => desk.box.inputValue()).toBe('Meant for the first.');
  });

  test('gets a conversation that the network kept from loading once it is back', async () => {
    const phone = stories.newPhone();
    const thread = '**/api/conversations/*/messages?*';
    const desk = await stories.open({ before: (context) => context.route(thread, (call) => call.abort()) });
    await desk.receive(phone.e164, 'Are you there?');
    await desk.load(phone.typed);
    await desk.thread.getByRole('button', { name: 'Try again' }).waitFor();
    await desk.goOffline();
    await desk.page.context().unroute(thread);
    await desk.goOnline();
    await desk.bubble('Are you there?').waitFor();
  });

  test('loses nothing when functions are killed and the network goes', async () => {
    const phone = stories.newPhone();
    const desk = await stories.open();
    await desk.load(phone.typed);
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    await desk.goOffline();
    await desk.receive(phone.e164, 'Sent while you were away.');
    await stories.stage.product.restartFunctions();
    await desk.goOnline();
    await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
    await desk.bubble('Sent while you were away.').waitFor();
    expect(await desk.bubble('Sent while you were away.').count()).toBe(1);
  });
});

test('who lacks the permission is refused, by its name', async () => {
  const desk = await stories.open({ user: 'viewer' });
  await desk.page.getByRole('heading', { name: 'You do not have access' }).waitFor();
  await desk.page.getByText('ce.sms.admin').first().waitFor();
});
