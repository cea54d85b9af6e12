import { afterEach, beforeAll, inject } from 'vitest';
import type { BrowserContext } from 'playwright-core';
import type { PhiSettings } from '@sms/contract';
import { setStage, visit, type Desk, type Stage, type VisitOptions } from './desk.ts';

export type Phone = { readonly e164: string; readonly typed: string };

/** One product and one browser for the stories of all files: they end with the process. */
let shared: Promise<Stage> | undefined;

/** The stories of a file; what one opened is closed after it. */
export class Stories {
  #stage: Stage | null = null;
  #contexts: BrowserContext[] = [];
  #last: number;

  /** `firstPhone`: the last four digits of the first number that these stories use. */
  constructor(firstPhone: number) {
    this.#last = firstPhone;
    beforeAll(async () => {
      this.#stage = await (shared ??= setStage(inject('cloudAssembly')));
      await this.changeRules({ alwaysBlock: [], neverBlock: [], confirmWarnings: false });
    });
    afterEach(async () => {
      this.stage.product.carriers.clearFaults();
      for (const context of this.#contexts.splice(0)) await context.close();
    });
  }

  get stage(): Stage {
    if (this.#stage === null) throw new Error('The stage is not set yet.');
    return this.#stage;
  }

  async open(options: VisitOptions = {}): Promise<Desk> {
    const { desk, context } = await visit(this.stage, options);
    this.#contexts.push(context);
    return desk;
  }

  /** A number nobody has used in another story. */
  newPhone(): Phone {
    this.#last += 1;
    const end = String(this.#last).padStart(4, '0');
    return { e164: `+1202555${end}`, typed: `(202) 555-${end}` };
  }

  /** What a person's phone has received. */
  handset({ e164 }: Phone): string[] {
    return this.stage.product.carriers.handsetMessages(e164).map(({ body }) => body);
  }

  /** Changes the organisation's rules of the guard past the page, as a colleague elsewhere would. */
  async changeRules(change: Partial<PhiSettings>): Promise<void> {
    const { product } = this.stage;
    const address = `${product.origin}/api/phi/settings`;
    const headers = {
      authorization: `Bearer ${await product.token('operator2')}`,
      'content-type': 'application/json',
    };
    const former = (await (await fetch(address, { headers })).json()) as PhiSettings;
    const body = JSON.stringify({ ...former, ...change });
    const answer = await fetch(address, { method: 'PUT', headers, body });
    if (!answer.ok) throw new Error(`The rules were not changed: ${answer.status}`);
  }
}
