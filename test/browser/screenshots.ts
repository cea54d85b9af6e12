import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setStage, settingsRoute, visit, type Desk } from './desk.ts';

/** Takes the pictures that people look at before a page is called done; `--to DIR`, default `docs/screenshots`. */
const { values } = parseArgs({ options: { to: { type: 'string' } } });
const directory = values.to ?? fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
mkdirSync(directory, { recursive: true });

const stage = await setStage();
const phone = '+12025550123';

const changeRules = async (alwaysBlock: string[], neverBlock: string[]): Promise<void> => {
  await fetch(`${stage.product.origin}/api/phi/settings`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await stage.product.token('operator')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ alwaysBlock, neverBlock, confirmWarnings: false }),
  });
};

try {
  for (const text of ['Hello, this is Maria. I got your card.', 'Is the Thursday slot still free?']) {
    await stage.product.carriers.handsetSend({ from: phone, to: '+12025550100', body: text });
  }
  await stage.product.settle();
  const first = await visit(stage, { width: 1440 });
  await first.desk.load('(202) 555-0123');
  await first.desk.send('Hi Maria, yes: Thursday at 10:30. Shall I keep it for you?');
  await first.desk
    .bubble('Shall I keep it')
    .filter({ hasText: /delivered/i })
    .waitFor();
  await first.desk.receive(phone, 'Yes please! Where do I park?');
  await first.desk.bubble('Where do I park?').waitFor();
  await first.desk.box.fill('Parking is behind the building. See you Thursday!');
  await first.desk.page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await first.desk.page
    .getByLabel('Date', { exact: true })
    .fill(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
  await first.desk.page.getByLabel('Time', { exact: true }).fill('09:00');
  await first.desk.page.getByRole('button', { name: 'Schedule Message' }).click();
  await first.desk.page
    .getByRole('region', { name: 'Scheduled messages' })
    .getByRole('listitem')
    .first()
    .waitFor();
  const { pathname, search } = new URL(first.desk.page.url());
  const maria = pathname + search;
  await first.desk.load('(202) 555-0177');
  await first.desk.page.getByRole('log', { name: /0177$/ }).waitFor();
  stage.product.carriers.setFault('timeout_before', 1);
  await first.desk.send('Your visit is on Monday at 9. Please bring your card.');
  await first.desk.page.getByRole('region', { name: 'Unconfirmed message' }).waitFor();
  const unconfirmed = new URL(first.desk.page.url());
  await first.context.close();
  await changeRules(['Blue Door', 'Trial 7'], ['New Dawn']);

  const live = async ({ page }: Desk): Promise<void> =>
    page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();

  /** What is pictured: where it is, and what is done there first. */
  const pictures: Record<string, { to: string; prepare: (desk: Desk) => Promise<void> }> = {
    conversation: { to: maria, prepare: (desk) => desk.bubble('Where do I park').waitFor() },
    blocked: {
      to: maria,
      prepare: async (desk) => {
        await desk.bubble('Where do I park').waitFor();
        await desk.box.fill('Good news: your A1c is 9.2, DOB 7-22-88. Mr. Okafor knows.');
        await desk.page.getByRole('alert').first().waitFor();
      },
    },
    settings: {
      to: settingsRoute,
      prepare: async ({ page }) => {
        await page.getByText('Blue Door').first().waitFor();
        const field = page.getByRole('textbox', { name: 'Word or phrase that never blocks' });
        await field.fill('Riverside Methadone Clinic');
        await field.press('Enter');
        await page
          .getByRole('textbox', { name: 'Text to try' })
          .fill('Riverside Methadone Clinic: the Blue Door group meets on Monday. Mr. Okafor knows.');
        await page.getByText('It would be refused.').waitFor();
        await page.getByRole('heading', { name: 'PHI guard' }).scrollIntoViewIfNeeded();
      },
    },
    unconfirmed: {
      to: unconfirmed.pathname + unconfirmed.search,
      prepare: async ({ page }) => {
        await page.getByRole('region', { name: 'Unconfirmed message' }).waitFor();
      },
    },
  };

  for (const [name, { to, prepare }] of Object.entries(pictures)) {
    for (const width of [320, 768, 1440]) {
      for (const dark of [false, true]) {
        const { desk, context } = await visit(stage, { to, width, height: width === 320 ? 720 : 900, dark });
        await live(desk);
        await prepare(desk);
        await desk.page.screenshot({ path: `${directory}/${name}-${dark ? 'dark' : 'light'}-${width}.png` });
        await context.close();
      }
    }
  }
} finally {
  await stage.close();
}
