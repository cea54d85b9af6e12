import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startLocal, type LocalProduct } from '@sms/local';
import { launchChromium } from './chromium.ts';

/** The product and a browser in front of it; one of each serves all stories of a file. */
export type Stage = {
  readonly product: LocalProduct;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
};

export const setStage = async (): Promise<Stage> => {
  const product = await startLocal({ port: 0, inMemory: true, seed: 'people', build: 'reuse' });
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

  /** Moves the local clock on, and waits for what fell due. */
  async wait(seconds: number): Promise<void> {
    await fetch(`${this.product.origin}/local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceSeconds: seconds }),
    });
  }
}

export type Visit = { readonly desk: Desk; readonly context: BrowserContext };

/** Signs a browser in as a demonstration user and opens a path. */
export const visit = async (
  { product, browser }: Stage,
  { user = 'operator', to = route, width = 1280, height = 900, dark = false } = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: 'America/New_York',
    locale: 'en-US',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${product.origin}/local/sign-in?user=${user}&to=${encodeURIComponent(to)}`);
  await page.waitForURL((url) => url.pathname === route);
  return { desk: new Desk(page, product), context };
};
