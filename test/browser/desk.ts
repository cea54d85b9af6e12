import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startLocal, type LocalProduct } from '@sms/local';
import { launchChromium } from './chromium.ts';

/** The product and a browser in front of it; one of each serves all stories of a file. */
export type Stage = {
  readonly product: LocalProduct;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
};

/** @param assembly folder of the cloud assembly to run from; without it one is synthesized. */
export const setStage = async (assembly?: string): Promise<Stage> => {
  const product = await startLocal({
    port: 0,
    inMemory: true,
    seed: 'people',
    build: 'reuse',
    ...(assembly === undefined ? {} : { assembly }),
  });
  const browser = await launchChromium();
  return {
    product,
    browser,
    close: async () => {
      await browser.close();
      await product.stop();
    },
  };
};

export const route = '/ce/sms/conversations';
export const settingsRoute = '/ce/sms/settings/phi';

/** What an operator sees and does, by role and accessible name, as a screen reader does. */
export class Desk {
  readonly page: Page;
  private readonly product: LocalProduct;

  constructor(page: Page, product: LocalProduct) {
    this.page = page;
    this.product = product;
  }

  get thread(): Locator {
    return this.page.getByRole('log', { name: /^Conversation with / });
  }

  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get sendButton(): Locator {
    return this.page.getByRole('button', { name: 'Send Message' });
  }

  /** The bubble with these words. */
  bubble(words: string): Locator {
    return this.thread.getByRole('listitem').filter({ hasText: words });
  }

  /** Where the keyboard is. */
  get focused(): Locator {
    return this.page.locator(':focus');
  }

  /** What is selected in the box that has the focus. */
  selected(): Promise<string> {
    return this.page.evaluate<string>('getSelection().toString()');
  }

  /** What a screen reader says of something beyond its name. */
  async descriptionOf(something: Locator): Promise<string> {
    const id = await something.getAttribute('aria-describedby');
    const words = id === null ? '' : await this.page.locator(`[id="${id}"]`).textContent();
    return (words ?? '').replace(/\s+/g, ' ').trim();
  }

  async load(number: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Phone number' }).fill(number);
    await this.page.getByRole('button', { name: 'Load Conversation' }).click();
    await this.thread.waitFor();
  }

  async send(words: string): Promise<void> {
    await this.box.fill(words);
    await this.sendButton.click();
  }

  /** A text from the person's phone. */
  async receive(from: string, body: string): Promise<void> {
    await this.product.carriers.handsetSend({ from, to: '+12025550100', body });
  }

  /** Takes the network away, and waits until the page has noticed. */
  async goOffline(): Promise<void> {
    await this.page.context().setOffline(true);
    await this.page
      .getByRole('status')
      .filter({ hasText: /^Offline/ })
      .waitFor();
  }

  async goOnline(): Promise<void> {
    await this.page.context().setOffline(false);
  }

  /** Moves the local clock on, and waits for what fell due. */
  async wait(seconds: number): Promise<void> {
    await fetch(`${this.product.origin}/local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: seconds }),
    });
  }
}

/** The file that holds the PHI engine and its data: by far the largest part of the page. */
export const engineFile = (): string => {
  const directory = fileURLToPath(new URL('../../web/build/_app/immutable/chunks', import.meta.url));
  const sizes = readdirSync(directory).map((name) => [name, statSync(join(directory, name)).size] as const);
  return sizes.reduce((largest, other) => (other[1] > largest[1] ? other : largest))[0];
};

export type Visit = { readonly desk: Desk; readonly context: BrowserContext };

export type VisitOptions = {
  readonly user?: string;
  readonly to?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** What is to be so before the page is opened: a part of it that does not come, say. */
  readonly before?: (context: BrowserContext) => Promise<unknown>;
};

/** Signs a browser in as a demonstration user and opens a path. */
export const visit = async (
  { product, browser }: Stage,
  { user = 'operator', to = route, width = 1280, height = 900, dark = false, before }: VisitOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'America/New_York',
    locale: 'en-US',
  });
  await before?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${product.origin}/local/sign-in?user=${user}&to=${encodeURIComponent(to)}`);
  const { pathname } = new URL(to, product.origin);
  await page.waitForURL((url) => url.pathname === pathname);
  return { desk: new Desk(page, product), context };
};
