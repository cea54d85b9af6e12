import { createContext } from 'svelte';
import { startPath } from './address.ts';
import { readClaims, requiredPermission, type Claims } from './claims.ts';
import type { Errand, SignInConfig, Tokens } from './sign-in.ts';
import { forget, forgetAll, keep, names, recall, take } from './tab-storage.ts';

/** `leaving`: on the way to the sign-in page. `ended`: was signed in, and has to do so again. */
export type SessionPhase = 'starting' | 'leaving' | 'signed-in' | 'refused' | 'ended' | 'failed';

const signIn = () => import('./sign-in.ts');

/** A token that ends within this time is renewed before it is used, in milliseconds. */
const renewalLead = 30_000;

/** Who is signed in, and the token that proves it. */
export class Session {
  #phase: SessionPhase = $state('starting');
  #claims: Claims | null = $state.raw(null);
  #tokens: Tokens | null = null;
  #config: SignInConfig | null = null;
  #renewal: Promise<boolean> | null = null;
  /** A number that stood in the address; it is in no history entry any more. */
  #phone: string | null = null;

  get phase(): SessionPhase {
    return this.#phase;
  }

  get name(): string {
    return this.#claims?.name ?? '';
  }

  get userId(): string {
    return this.#claims?.userId ?? '';
  }

  /** Gives the number that the page was opened with, once. */
  takePhone(): string | null {
    const phone = this.#phone;
    this.#phone = null;
    return phone;
  }

  /** Finds out who is there; sends to the sign-in page if nobody is. `phone` is what the address, `here`, held. */
  async start(phone: string | null, here: URL): Promise<string | null> {
    this.#phone = phone;
    try {
      if (here.pathname === '/' && (here.searchParams.has('code') || here.searchParams.has('error')))
        return await this.#finish(here);
      this.#phone ??= take<string>(names.phone);
      await this.#resume();
    } catch {
      this.#phase = 'failed';
    }
    return null;
  }

  /** Leaves for the sign-in page, to return to where the person is now. */
  async signIn(): Promise<void> {
    const former = this.#phase;
    this.#phase = 'leaving';
    try {
      const { beginSignIn } = await signIn();
      const path = location.pathname === '/' ? startPath : location.pathname + location.search;
      const { url, errand } = await beginSignIn(await this.#readConfig(), path);
      keep(names.errand, errand);
      if (this.#phone !== null) keep(names.phone, this.#phone);
      location.assign(url);
    } catch {
      this.#phase = former === 'ended' ? 'ended' : 'failed';
    }
  }

  async signOut(): Promise<void> {
    const idToken = this.#tokens?.idToken ?? null;
    forgetAll();
    this.#phase = 'leaving';
    const address = await signIn()
      .then(async ({ signOutAddress }) => signOutAddress(await this.#readConfig(), idToken))
      .catch(() => null);
    location.assign(address ?? '/');
  }

  /** A token to call the API with; null when the person has to sign in again. */
  async token(): Promise<string | null> {
    if (this.#tokens === null || this.#phase === 'ended') return null;
    const end = this.#claims?.expiresAt ?? 0;
    if (end > 0 && end - Date.now() < renewalLead && !(await this.renew()) && end < Date.now()) return null;
    return this.#tokens.accessToken;
  }

  /** Asks for new tokens without the person; false when there are none to be had. */
  renew(): Promise<boolean> {
    if (this.#phase === 'ended') return Promise.resolve(false);
    this.#renewal ??= this.#renewOnce().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** The server no longer takes the token. What was being written stays. */
  end(): void {
    if (this.#phase !== 'signed-in') return;
    forget(names.tokens);
    this.#phase = 'ended';
  }

  /** The server says that this person may not. */
  refuse(): void {
    this.#phase = 'refused';
  }

  async #renewOnce(): Promise<boolean> {
    if (this.#tokens === null) return false;
    try {
      const { refreshTokens } = await signIn();
      const tokens = await refreshTokens(await this.#readConfig(), this.#tokens);
      if (tokens === null) return false;
      this.#accept(tokens);
      return true;
    } catch {
      return false;
    }
  }

  async #finish(answer: URL): Promise<string> {
    const errand = take<Errand>(names.errand);
    history.replaceState(history.state, '', '/');
    this.#phone = take<string>(names.phone);
    // Somebody came back with an old answer, by the back button or a bookmark.
    if (errand === null) {
      await this.#resume();
      return startPath;
    }
    const { completeSignIn } = await signIn();
    this.#accept(await completeSignIn(await this.#readConfig(), answer, errand));
    return errand.returnTo;
  }

  /** Goes on with what this tab kept; with nothing on screen yet, an ended session needs no question. */
  async #resume(): Promise<void> {
    const kept = recall<Tokens>(names.tokens);
    if (kept === null) return this.signIn();
    const claims = readClaims(kept.accessToken);
    this.#tokens = kept;
    if ((claims?.expiresAt ?? 0) > Date.now()) this.#accept(kept);
    else if (!(await this.renew())) await this.signIn();
  }

  #accept(tokens: Tokens): void {
    this.#tokens = tokens;
    keep(names.tokens, tokens);
    this.#claims = readClaims(tokens.accessToken);
    this.#phase = this.#claims?.permissions.includes(requiredPermission) ? 'signed-in' : 'refused';
  }

  async #readConfig(): Promise<SignInConfig> {
    if (this.#config === null) {
      const response = await fetch('/config.json', { cache: 'no-cache' });
      if (!response.ok) throw new Error('The sign-in configuration cannot be read.');
      this.#config = (await response.json()) as SignInConfig;
    }
    return this.#config;
  }
}

export const [getSession, setSession] = createContext<Session>();
