import type { IncomingMessage, ServerResponse } from 'node:http';
import { z, ZodError } from 'zod';
import { faultNames, type StandInCarriers } from '@sms/stand-in-carriers/options';
import { readBody } from './http-body.ts';
import { webhookAddresses, type LocalLine } from './lines.ts';
import { issuerPath, type LocalIssuer, type LocalUser } from './oidc.ts';

export type LocalRoutesOptions = {
  readonly origin: string;
  readonly publicUrl: string;
  readonly users: readonly LocalUser[];
  readonly lines: readonly LocalLine[];
  readonly tables: readonly string[];
  readonly issuer: LocalIssuer;
  readonly carriers: StandInCarriers;
  readonly handsetPage: () => string;
  readonly advance: (milliseconds: number) => Promise<number>;
  readonly restartFunctions: () => Promise<void>;
  readonly failures: () => number;
};

const HandsetMessage = z.object({
  from: z.string(),
  to: z.string(),
  body: z.string(),
  mediaUrls: z.array(z.string()).optional(),
});
const Fault = z.object({ fault: z.enum(faultNames), count: z.number().int().min(0) });
const Advance = z.object({ advanceSeconds: z.number().min(0) });
const Restart = z.object({ component: z.literal('functions') });
const Token = z.object({ user: z.string() });

type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly html?: string;
  readonly cookie?: string;
};
type Call = { readonly url: URL; readonly body: () => Promise<unknown> };

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const scriptText = (value: string): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Forgets the page's tokens, so that it asks the issuer afresh who is signed in, and goes on. */
const signInPage = (to: string): string => `<!doctype html><meta charset="utf-8"><title>Signing in</title>
<script>sessionStorage.clear();location.replace(${scriptText(to)})</script>`;

/** Everything under `/local/`: it stands in for people, carriers and time, and does not exist where the product deploys. */
export const createLocalRoutes = (
  options: LocalRoutesOptions,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const { origin, issuer, carriers, users } = options;
  const userOf = (id: string | null): LocalUser => {
    const user = users.find((one) => one.id === id);
    if (user === undefined)
      throw new Refusal(404, `There is no such user; there are ${users.map(({ id }) => id).join(', ')}.`);
    return user;
  };

  const signIn = ({ url }: Call): Answer => {
    const to = new URL(url.searchParams.get('to') ?? '/', origin);
    if (to.origin !== origin) throw new Refusal(400, 'The path must lie within this product.');
    return {
      status: 200,
      html: signInPage(to.pathname + to.search + to.hash),
      cookie: issuer.sessionCookie(userOf(url.searchParams.get('user'))),
    };
  };

  const info = (): Answer => ({
    status: 200,
    body: {
      lines: options.lines.map(({ line }) => ({
        organisation: line.organisation,
        phone: line.phone,
        carrier: line.carrier,
        lineKey: line.lineKey,
        webhooks: webhookAddresses(line, options.publicUrl),
      })),
      users: users.map(({ id, name, organisation, permissions }) => ({
        user: id,
        name,
        organisation,
        permissions,
      })),
      tables: options.tables,
      failures: options.failures(),
    },
  });

  const sendFromHandset = async (call: Call): Promise<Answer> => {
    const { mediaUrls, ...message } = HandsetMessage.parse(await call.body());
    try {
      return {
        status: 201,
        body: await carriers.handsetSend({ ...message, ...(mediaUrls ? { mediaUrls } : {}) }),
      };
    } catch (error) {
      throw new Refusal(422, error instanceof Error ? error.message : 'The text could not be sent.');
    }
  };

  const routes: Readonly<Record<string, (call: Call) => Answer | Promise<Answer>>> = {
    'GET /local/sign-in': signIn,
    'GET /local/info': info,
    'POST /local/token': async (call) => {
      const user = userOf(Token.parse(await call.body()).user);
      return { status: 200, body: { token: await issuer.accessToken(user) } };
    },
    'GET /local/handset': () => ({ status: 200, html: options.handsetPage() }),
    'POST /local/handset/messages': sendFromHandset,
    'GET /local/handset/messages': ({ url }) => ({
      status: 200,
      body: carriers.handsetMessages(url.searchParams.get('phone')?.replace(/^ /, '+') ?? ''),
    }),
    'POST /local/carrier/faults': async (call) => {
      const { fault, count } = Fault.parse(await call.body());
      carriers.setFault(fault, count);
      return { status: 200, body: {} };
    },
    'DELETE /local/carrier/faults': () => {
      carriers.clearFaults();
      return { status: 200, body: {} };
    },
    'POST /local/clock': async (call) => {
      const { advanceSeconds } = Advance.parse(await call.body());
      return {
        status: 200,
        body: { now: new Date(await options.advance(advanceSeconds * 1000)).toISOString() },
      };
    },
    'POST /local/restart': async (call) => {
      Restart.parse(await call.body());
      await options.restartFunctions();
      return { status: 200, body: {} };
    },
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const url = new URL(request.url ?? '/', origin);
    const route = routes[`${request.method ?? 'GET'} ${url.pathname}`];
    if (route === undefined) return { status: 404, body: { message: 'There is no such local route.' } };
    const body = async (): Promise<unknown> =>
      JSON.parse(String((await readBody(request, 1024 * 1024)) ?? ''));
    try {
      return await route({ url, body });
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: { message: error.message } };
      if (error instanceof ZodError) return { status: 422, body: { message: z.prettifyError(error) } };
      if (error instanceof SyntaxError) return { status: 400, body: { message: 'The body is not JSON.' } };
      throw error;
    }
  };

  return async (request, response) => {
    if (request.url?.startsWith(`${issuerPath}/`) === true) {
      await issuer.answer(request, response);
      return;
    }
    const { status, body, html, cookie } = await answerTo(request);
    response.setHeader('cache-control', 'no-store');
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    if (html !== undefined)
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    else if (body === undefined) response.writeHead(status).end();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
};
