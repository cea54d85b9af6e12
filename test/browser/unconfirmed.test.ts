import { describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import type { Desk } from './desk.ts';
import { Stories, type Phone } from './stories.ts';

const stories = new Stories(500);

const words = 'Please bring your card.';

const region = ({ page }: Desk): Locator => page.getByRole('region', { name: 'Unconfirmed message' });

/** A text whose answer from the carrier is lost. `timeout_after`: it had left all the same. */
const lost = async (fault: 'timeout_before' | 'timeout_after'): Promise<{ desk: Desk; phone: Phone }> => {
  const phone = stories.newPhone();
  const desk = await stories.open();
  await desk.load(phone.typed);
  await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
  stories.stage.product.carriers.setFault(fault, 1);
  await desk.send(words);
  return { desk, phone };
};

/** All looks into the carrier's records come to nothing. */
const undecided = async (): Promise<{ desk: Desk; phone: Phone }> => {
  const { desk, phone } = await lost('timeout_before');
  await region(desk).waitFor();
  const question = region(desk).getByRole('heading', { name: 'Did this text arrive?' });
  const lookAgain = async (): Promise<number> => {
    await desk.wait(121);
    return question.count();
  };
  await expect.poll(lookAgain, { timeout: 90_000 }).toBe(1);
  return { desk, phone };
};

describe('a text whose answer was lost', () => {
  test('that had left becomes sent by itself, once', async () => {
    const { desk, phone } = await lost('timeout_after');
    // There is nothing to look for before the carrier's answer is lost.
    await desk
      .bubble(words)
      .filter({ hasText: /Not confirmed|Sent|Delivered/ })
      .waitFor();
    const sent = desk.bubble(words).filter({ hasText: /Sent|Delivered/ });
    const lookAgain = async (): Promise<number> => {
      await desk.wait(61);
      return sent.count();
    };
    await expect.poll(lookAgain, { timeout: 30_000 }).toBe(1);
    await expect.poll(() => region(desk).count()).toBe(0);
    expect(stories.handset(phone)).toEqual([words]);
  });

  test('says what is being done, offers nothing while it is looked for, and holds the next one', async () => {
    const { desk, phone } = await lost('timeout_before');
    await region(desk).getByText('Its records are being searched').waitFor();
    await region(desk).getByText('Nothing is sent again meanwhile').waitFor();
    expect(await region(desk).getByRole('button').count()).toBe(0);
    await desk.bubble(words).filter({ hasText: 'Not confirmed' }).waitFor();
    await desk.send('And your glasses.');
    await desk.bubble('And your glasses.').filter({ hasText: 'Waits until it is known' }).waitFor();
    expect(stories.handset(phone)).toEqual([]);
  });
});

describe('a text that the carrier’s records do not show', () => {
  test('is decided to have arrived: it counts as sent, and nothing is sent', async () => {
    const { desk, phone } = await undecided();
    await region(desk).getByRole('button', { name: 'It arrived: mark as sent' }).click();
    await desk
      .bubble(words)
      .filter({ hasText: /\bSent\b/ })
      .waitFor();
    await expect.poll(() => region(desk).count()).toBe(0);
    await expect.poll(() => desk.focused.getAttribute('id')).toBe('message-box');
    expect(stories.handset(phone)).toEqual([]);
  });

  test('is decided not to have arrived: it is sent again, once, and the old one says so', async () => {
    const { desk, phone } = await undecided();
    await region(desk).getByRole('button', { name: 'It did not: send it again' }).click();
    await expect.poll(() => stories.handset(phone)).toEqual([words]);
    await desk
      .bubble(words)
      .filter({ hasText: /Failed.*tried again below/ })
      .waitFor();
    await desk
      .bubble(words)
      .filter({ hasText: /(Sent|Delivered).*Second try/ })
      .waitFor();
    expect(await desk.page.getByRole('region', { name: 'Failed message' }).count()).toBe(0);
  });

  test('is left: it counts as failed, and nobody is asked to do anything', async () => {
    const { desk, phone } = await undecided();
    await region(desk).getByRole('button', { name: 'It did not: leave it' }).click();
    await desk
      .bubble(words)
      .filter({ hasText: /Failed.*a person decided/s })
      .waitFor();
    await expect.poll(() => region(desk).count()).toBe(0);
    expect(await desk.page.getByRole('region', { name: 'Failed message' }).count()).toBe(0);
    expect(stories.handset(phone)).toEqual([]);
  });

  test('was decided by a colleague meanwhile: the page says so and shows how', async () => {
    const { desk, phone } = await undecided();
    const colleague = await stories.open({ user: 'operator2' });
    await colleague.load(phone.typed);
    await desk.page.context().setOffline(true);
    await region(colleague).getByRole('button', { name: 'It arrived: mark as sent' }).click();
    await expect.poll(() => region(colleague).count()).toBe(0);
    await desk.goOnline();
    await desk
      .bubble(words)
      .filter({ hasText: /\bSent\b/ })
      .waitFor();
    await expect.poll(() => region(desk).count()).toBe(0);
  });
});
