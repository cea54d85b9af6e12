import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { engineFile, route, settingsRoute, type Desk } from './desk.ts';
import { Stories } from './stories.ts';

const stories = new Stories(600);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = { alwaysBlock: ['Blue Door'], neverBlock: ['New Dawn'], confirmWarnings: true };

type Violation = { rule: string; at: string[] };
/** Runs axe: in the dark only what has to do with colours, since nothing else is different there. */
const run = (colorScheme: 'light' | 'dark'): string => {
  const runOnly = colorScheme === 'dark' ? ", runOnly: ['color-contrast', 'link-in-text-block']" : '';
  return `axe.run(document, { resultTypes: ['violations']${runOnly} }).then(({ violations }) =>
    violations.map(({ id, nodes }) => ({ rule: id, at: nodes.map(({ target }) => target.join(' ')) })))`;
};

/** What axe finds on the page as it is: in the light and in the dark, on a wide and on a narrow screen. */
const violations = async (page: Page): Promise<Record<string, Violation[]>> => {
  await page.evaluate(axe);
  const found: Record<string, Violation[]> = {};
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [320, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const here = await page.evaluate<Violation[]>(run(colorScheme));
    if (here.length > 0) found[`${width} ${colorScheme}`] = here;
  }
  return found;
};

const ready = async (desk: Desk): Promise<Desk> => {
  await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
  return desk;
};

const conversation = async (): Promise<Desk> => {
  const desk = await stories.open();
  await desk.load(stories.newPhone().typed);
  return ready(desk);
};

const settings = async (change: Partial<typeof rules> = {}): Promise<Desk> => {
  await stories.changeRules(change);
  const desk = await stories.open({ to: settingsRoute });
  await desk.page.getByRole('region', { name: 'Always block' }).waitFor();
  return ready(desk);
};

const scheduled = async (): Promise<Desk> => {
  const desk = await conversation();
  await desk.box.fill('See you then.');
  await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await desk.page
    .getByRole('button', { name: /Tomorrow morning|Monday morning/ })
    .first()
    .click();
  await desk.page.getByRole('button', { name: 'Schedule Message' }).click();
  await desk.page.getByRole('region', { name: 'Scheduled messages' }).getByRole('listitem').first().waitFor();
  return desk;
};

const lost = async (): Promise<Desk> => {
  const desk = await conversation();
  stories.stage.product.carriers.setFault('timeout_before', 1);
  await desk.send('Please bring your card.');
  await desk.page.getByRole('region', { name: 'Unconfirmed message' }).waitFor();
  return desk;
};

/** Every page of the product by its file, and the states in which it is looked at. */
const states: Record<string, Record<string, () => Promise<Desk>>> = {
  '+error.svelte': {
    'an address that leads nowhere': async () => {
      const desk = await stories.open({ to: '/ce/sms/nowhere' });
      await desk.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      return desk;
    },
  },
  'ce/sms/conversations/+page.svelte': {
    'nothing loaded': async () => ready(await stories.open()),
    'a number that is none': async () => {
      const desk = await stories.open();
      await desk.page.getByRole('textbox', { name: 'Phone number' }).fill('12 monkeys');
      await desk.page.getByRole('button', { name: 'Load Conversation' }).click();
      await desk.page.locator('#filter-problem').waitFor();
      return desk;
    },
    'a conversation with texts and a notice': async () => {
      const phone = stories.newPhone();
      const desk = await stories.open();
      await desk.load(phone.typed);
      await ready(desk);
      await desk.send('Thursday at 10:30 is free.');
      await desk
        .bubble('Thursday at 10:30 is free.')
        .filter({ hasText: /sent|delivered/i })
        .waitFor();
      // Last, and the notice first: it does not stay.
      await desk.receive(phone.e164, 'Then I come on Thursday.');
      await desk.page.getByText(/^New message from/).waitFor();
      await desk.bubble('Then I come on Thursday.').waitFor();
      return desk;
    },
    'a draft that is blocked': async () => {
      const desk = await conversation();
      await desk.box.fill('Good news: your A1c is 9.2, DOB 7-22-88. Mr. Okafor knows.');
      await desk.page.getByRole('alert').first().waitFor();
      return desk;
    },
    'warnings to confirm': async () => {
      await stories.changeRules({ confirmWarnings: true });
      const desk = await conversation();
      await desk.box.fill('Please tell Mr. Okafor.');
      await desk.page.getByText('Look twice before you send this').waitFor();
      await desk.sendButton.click();
      await desk.page.getByRole('group', { name: 'Confirm that this text may go' }).waitFor();
      return desk;
    },
    'a PHI check that could not be loaded': async () => {
      const desk = await stories.open({
        before: (context) => context.route(`**/${engineFile()}`, (call) => call.abort()),
      });
      await desk.load(stories.newPhone().typed);
      await desk.page.getByRole('button', { name: 'Load it again' }).waitFor();
      return desk;
    },
    'the schedule picker open': async () => {
      const desk = await conversation();
      await desk.box.fill('See you then.');
      await desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
      await desk.page.getByLabel('Date', { exact: true }).waitFor();
      return desk;
    },
    'a scheduled text': scheduled,
    'a scheduled text that is edited and blocked': async () => {
      const desk = await scheduled();
      await desk.page.getByRole('button', { name: 'Edit' }).click();
      await desk.page.getByRole('textbox', { name: 'Scheduled text' }).fill('See you then, DOB 7-22-88.');
      await desk.box.fill('Your A1c is 9.2.');
      await expect.poll(() => desk.page.getByRole('alert').count()).toBe(2);
      return desk;
    },
    'a text that failed': async () => {
      const desk = await conversation();
      stories.stage.product.carriers.setFault('reject', 1);
      await desk.send('Please call us.');
      await desk.page.getByRole('region', { name: 'Failed message' }).waitFor();
      return desk;
    },
    'a text that is not confirmed': lost,
    'a text to decide about': async () => {
      const desk = await lost();
      // As the server tells of it once all looks into the carrier's records came to nothing.
      await desk.page.route(/\/messages\?/, async (call) => {
        const answer = await call.fetch();
        const told = (await answer.text()).replace(
          '"code":"unconfirmed"',
          '"code":"unconfirmed_needs_decision"',
        );
        await call.fulfill({ response: answer, body: told });
      });
      await desk.page.reload();
      await desk.page.getByRole('heading', { name: 'Did this text arrive?' }).waitFor();
      return desk;
    },
    'a person who has opted out': async () => {
      const phone = stories.newPhone();
      const desk = await stories.open();
      await desk.load(phone.typed);
      await ready(desk);
      await desk.receive(phone.e164, 'STOP');
      await desk.page.getByText('This person has opted out').first().waitFor();
      return desk;
    },
    offline: async () => {
      const desk = await conversation();
      await desk.goOffline();
      return desk;
    },
    'a conversation that does not exist': async () => {
      const desk = await stories.open({ to: `${route}?conversation=nothing` });
      await desk.page.getByText('Code for support').first().waitFor();
      return desk;
    },
    'a person without the permission': async () => {
      const desk = await stories.open({ user: 'viewer' });
      await desk.page.getByRole('heading', { name: 'You do not have access' }).waitFor();
      return desk;
    },
  },
  'ce/sms/settings/phi/+page.svelte': {
    'no rules yet': () => settings(),
    'rules, unsaved changes and a blocked trial': async () => {
      const desk = await settings(rules);
      const field = desk.page.getByRole('textbox', { name: 'Word or phrase that always blocks' });
      await field.fill('Trial 7');
      await field.press('Enter');
      await field.fill('trial 7');
      await field.press('Enter');
      await desk.page.getByText('is in this list already').waitFor();
      await desk.page.getByRole('textbox', { name: 'Text to try' }).fill('Blue Door on Monday, DOB 7-22-88.');
      await desk.page.getByText('It would be refused.').waitFor();
      return desk;
    },
    saved: async () => {
      const desk = await settings();
      await desk.page.getByRole('checkbox').check();
      await desk.page.getByRole('button', { name: 'Save changes' }).click();
      await desk.page.getByText('Saved at').waitFor();
      return desk;
    },
    'settings that could not be loaded': async () => {
      const desk = await stories.open({
        to: settingsRoute,
        before: (context) => context.route('**/api/phi/settings', (call) => call.abort()),
      });
      await desk.page.getByText('No answer from the server').waitFor();
      return desk;
    },
    offline: async () => {
      const desk = await settings();
      await desk.page.getByRole('checkbox').check();
      await desk.page.context().setOffline(true);
      await desk.page.getByText('You are offline.').waitFor();
      return desk;
    },
  },
};

beforeEach(() => stories.changeRules({ alwaysBlock: [], neverBlock: [], confirmWarnings: false }));

test('every page of the product is looked at', () => {
  const routes = fileURLToPath(new URL('../../web/src/routes', import.meta.url));
  expect(globSync('**/+{page,error}.svelte', { cwd: routes }).sort()).toEqual(Object.keys(states).sort());
});

describe.each(Object.entries(states))('%s is accessible to all', (_, looks) => {
  test.each(Object.entries(looks))('%s', async (_name, show) => {
    const { page } = await show();
    expect(await violations(page)).toEqual({});
  });
});
