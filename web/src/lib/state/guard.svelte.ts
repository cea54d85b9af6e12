import type { PhiCheck } from '@sms/contract';
import type { checkPhi } from '@sms/phi';
import type { Api } from '../api/client.ts';

type CheckPhi = typeof checkPhi;
type Settings = { alwaysBlock: string[]; neverBlock: string[]; confirmWarnings: boolean };

const clear: PhiCheck = { block: false, findings: [], policyVersion: '' };
const noSettings: Settings = { alwaysBlock: [], neverBlock: [], confirmWarnings: false };

/** The PHI guard in the page. It comes after the first paint; until it is there, nothing can be sent. */
export class Guard {
  #phase: 'loading' | 'ready' | 'failed' = $state('loading');
  #settings: Settings = $state.raw(noSettings);
  #checkPhi: CheckPhi | null = $state.raw(null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get phase(): 'loading' | 'ready' | 'failed' {
    return this.#phase;
  }

  /** Whether the organisation wants warnings confirmed by a click. */
  get confirmsWarnings(): boolean {
    return this.#settings.confirmWarnings;
  }

  async load(): Promise<void> {
    this.#phase = 'loading';
    void this.#loadSettings();
    try {
      const engine = await import('@sms/phi');
      engine.checkPhi('', noSettings);
      this.#checkPhi = engine.checkPhi;
      this.#phase = 'ready';
    } catch {
      this.#phase = 'failed';
    }
  }

  /** Until they are here, and where they cannot be had, the server, which decides, has them. */
  async #loadSettings(): Promise<void> {
    try {
      this.#settings = await this.#api('GET /api/phi/settings');
    } catch {
      this.#settings = noSettings;
    }
  }

  /** What stands against a text. An engine that breaks on it is no permission. */
  check(body: string): PhiCheck {
    if (this.#checkPhi === null || body === '') return clear;
    try {
      return this.#checkPhi(body, this.#settings);
    } catch {
      this.#phase = 'failed';
      return clear;
    }
  }
}
