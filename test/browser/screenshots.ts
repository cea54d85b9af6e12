import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setStage, visit } from './desk.ts';

/** Takes the pictures that people look at before a page is called done; `--to DIR`, default `docs/screenshots`. */
const { values } = parseArgs({ options: { to: { type: 'string' } } });
const directory = values.to ?? fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
mkdirSync(directory, { recursive: true });

const stage = await setStage();
const maria = '+12025550123';
try {
  for (const text of ['Hello, this is Maria. I got your card.', 'Is the Thursday slot still free?']) {
    await stage.product.carriers.handsetSend({ from: maria, to: '+12025550100', body: text });
  }
  await stage.product.settle();
  const first = await visit(stage, { width: 1440 });
  await first.desk.load('(202) 555-0123');
  await first.desk.send('Hi Maria, yes: Thursday at 10:30. Shall I keep it for you?');
  await first.desk
    .bubble('Shall I keep it')
    .filter({ hasText: /delivered/i })
    .waitFor();
  await first.desk.receive(maria, 'Yes please! Where do I park?');
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
  const address = new URL(first.desk.page.url());
  await first.context.close();

  for (const width of [320, 768, 1440]) {
    for (const dark of [false, true]) {
      const { desk, context } = await visit(stage, {
        to: address.pathname + address.search,
        width,
        height: width === 320 ? 720 : 900,
        dark,
      });
      await desk.bubble('Where do I park').waitFor();
      await desk.page.getByRole('status').filter({ hasText: /^Live/ }).waitFor();
      await desk.page.screenshot({
        path: `${directory}/conversation-${dark ? 'dark' : 'light'}-${width}.png`,
      });
      await desk.box.fill('Good news: your A1c is 9.2, DOB 7-22-88. Mr. Okafor knows.');
      await desk.page.getByRole('alert').first().waitFor();
      await desk.page.screenshot({ path: `${directory}/blocked-${dark ? 'dark' : 'light'}-${width}.png` });
      await context.close();
    }
  }
} finally {
  await stage.close();
}
