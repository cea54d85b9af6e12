import type { PhiCheck, PhiSettings } from '@sms/contract';
import type { checkPhi } from '@sms/phi';
import type { Api } from '../api/client.ts';

type CheckPhi = typeof checkPhi;

/** `slow`: it is still on its way, longer than a person should wait without a word. */
export type GuardPhase = 'loading' | 'slow' | 'ready' | 'failed';

const noFindings: PhiCheck = { block: false, findings: [], policyVersion: '' };
const noSettings: PhiSettings = { alwaysBlock: [], neverBlock: [], confirmWarnings: false };

/** In milliseconds. */
const slowAfter = 15_000;
/** Settings that were read within this time are not asked for again when somebody comes back to the page. */
const freshFor = 60_000;

/** The PHI guard in the page. It comes after the first paint; until it is there, nothing can be sent. */
export class Guard {
  #phase: GuardPhase = $state('loading');
  #settings: PhiSettings = $state.raw(noSettings);
  #checkPhi: CheckPhi | null = $state.raw(null);
  #readAt = 0;
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get phase(): GuardPhase {
    return this.#phase;
  }

  /** Whether the organisation wants warnings confirmed by a click. */
  get confirmsWarnings(): boolean {
    return this.#settings.confirmWarnings;
  }

  async load(): Promise<void> {
    if (this.#phase === 'ready') return;
    // Once it has failed, it stays so until it is there: nothing is to be hoped for before.
    if (this.#phase !== 'failed') this.#phase = 'loading';
    void this.refresh();
    const slow = setTimeout(() => {
      if (this.#phase === 'loading') this.#phase = 'slow';
    }, slowAfter);
    try {
      const engine = await import('@sms/phi');
      engine.checkPhi('', noSettings);
      this.#checkPhi = engine.checkPhi;
      this.#phase = 'ready';
    } catch {
      this.#phase = 'failed';
    } finally {
      clearTimeout(slow);
    }
  }

  /** Reads the organisation's rules anew. Where they cannot be had, the server, which decides, has them. */
  async refresh(): Promise<void> {
    this.#readAt = Date.now();
    try {
      this.use(await this.#api('GET /api/phi/settings'));
    } catch {
      this.#readAt = 0;
    }
  }

  refreshIfOld(): void {
    if (Date.now() - this.#readAt > freshFor) void this.refresh();
  }

  /** Goes by these rules from now on: the server has taken them. */
  use(settings: PhiSettings): void {
    this.#settings = settings;
  }

  /**
   * What stands against a text, by the organisation's rules or by others. Null when the engine broke on it: that is no
   * permission.
   */
  check(body: string, settings: PhiSettings = this.#settings): PhiCheck | null {
    if (this.#checkPhi === null || body === '') return noFindings;
    try {
      return this.#checkPhi(body, settings);
    } catch {
      return null;
    }
  }
}

/** The findings of a check; none where the text could not be read. */
export const findingsOf = (check: PhiCheck | null): PhiCheck => check ?? noFindings;
