/* eslint-disable svelte/prefer-svelte-reactivity -- values here are replaced as a whole, never changed in place */
import type { PhiSettings } from '@sms/contract';
import type { Api } from '../api/client.ts';
import { failureOf, type Failure } from '../failure.ts';
import { forget, keep, names, recall } from '../session/tab-storage.ts';
import { addWords, countChanges, merge, type ListName, type Problem } from '../settings/word-lists.ts';
import type { Guard } from './guard.svelte.ts';

/** What was changed and not saved, and what it was changed from. */
type Kept = { base: PhiSettings; edited: PhiSettings };

/** The organisation's rules of the PHI guard, as one person changes them. What is not saved yet outlives a reload. */
export class PhiSettingsForm {
  /** What the server has, as far as this page knows. */
  #saved: PhiSettings | null = $state.raw(null);
  #edited: PhiSettings | null = $state.raw(null);
  #loadFailure: Failure | null = $state.raw(null);
  #saveFailure: Failure | null = $state.raw(null);
  #saving = $state(false);
  #savedAt: Date | null = $state.raw(null);
  #wasMerged = $state(false);
  readonly #api: Api;
  readonly #guard: Guard;
  readonly #changes: number = $derived.by(() =>
    this.#saved === null || this.#edited === null ? 0 : countChanges(this.#saved, this.#edited),
  );

  constructor(api: Api, guard: Guard) {
    this.#api = api;
    this.#guard = guard;
  }

  /** Null until they are here. */
  get edited(): PhiSettings | null {
    return this.#edited;
  }

  get loadFailure(): Failure | null {
    return this.#loadFailure;
  }

  get saveFailure(): Failure | null {
    return this.#saveFailure;
  }

  get saving(): boolean {
    return this.#saving;
  }

  /** How many changes are not saved. */
  get changes(): number {
    return this.#changes;
  }

  /** When they were last saved here; null again as soon as something is changed. */
  get savedAt(): Date | null {
    return this.#savedAt;
  }

  /** Whether a colleague's changes came in between, and are kept beside these. */
  get wasMerged(): boolean {
    return this.#wasMerged;
  }

  isNew(list: ListName, word: string): boolean {
    return this.#saved !== null && !this.#saved[list].includes(word);
  }

  async load(): Promise<void> {
    this.#loadFailure = null;
    try {
      const current = await this.#api('GET /api/phi/settings');
      const kept = recall<Kept>(names.phiSettings);
      this.#take(current);
      this.#edited = kept === null ? current : merge(kept.base, kept.edited, current);
      this.#wasMerged = kept !== null && countChanges(kept.base, current) > 0;
    } catch (error) {
      this.#loadFailure = failureOf(error);
    }
  }

  /** Adds what was typed or pasted; gives what is wrong with it. */
  add(list: ListName, typed: string): { readonly problem: Problem; readonly word: string } | null {
    if (this.#edited === null) return null;
    const added = addWords(this.#edited[list], typed);
    if ('problem' in added) return added;
    this.#change({ [list]: added.words });
    return null;
  }

  remove(list: ListName, word: string): void {
    if (this.#edited === null) return;
    this.#change({ [list]: this.#edited[list].filter((other) => other !== word) });
  }

  confirmWarnings(wanted: boolean): void {
    this.#change({ confirmWarnings: wanted });
  }

  discard(): void {
    this.#edited = this.#saved;
    this.#saveFailure = null;
    this.#wasMerged = false;
    forget(names.phiSettings);
  }

  /** Saves what was changed upon what the server has now, so that a colleague's change is not lost. */
  async save(): Promise<boolean> {
    const [base, edited] = [this.#saved, this.#edited];
    if (base === null || edited === null || this.#saving) return false;
    this.#saving = true;
    this.#saveFailure = null;
    try {
      const current = await this.#api('GET /api/phi/settings');
      const wanted = merge(base, edited, current);
      const saved = await this.#api('PUT /api/phi/settings', { body: wanted });
      // What was changed while the server answered is the next change.
      this.#edited = merge(edited, this.#edited ?? edited, saved);
      this.#take(saved);
      this.#wasMerged = countChanges(base, current) > 0;
      this.#savedAt = new Date();
      this.#keep();
      return true;
    } catch (error) {
      this.#saveFailure = failureOf(error);
      return false;
    } finally {
      this.#saving = false;
    }
  }

  #take(settings: PhiSettings): void {
    this.#saved = settings;
    this.#guard.use(settings);
  }

  #change(change: Partial<PhiSettings>): void {
    if (this.#edited === null) return;
    this.#edited = { ...this.#edited, ...change };
    this.#savedAt = null;
    this.#saveFailure = null;
    this.#keep();
  }

  #keep(): void {
    if (this.#saved === null || this.#edited === null || this.#changes === 0) forget(names.phiSettings);
    else keep(names.phiSettings, { base: this.#saved, edited: this.#edited } satisfies Kept);
  }
}
