import middy, { type MiddlewareObj } from '@middy/core';
import type { z } from 'zod';
import { routeKey, type Route } from '@sms/contract/routes';
import type { Actor } from '@sms/domain';
import type { Outcome } from '@sms/messaging/outcome';
import { actorOf } from './actor.ts';
import { errorFields, type EdgeLog } from './log.ts';
import {
  failureOf,
  problemAnswer,
  refusalOf,
  securityHeaders,
  type FileAnswer,
  type HttpAnswer,
} from './problem.ts';
import { readRequest } from './request.ts';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** What a route's function is given: parsed, and whose it is. */
export type HttpRequest<R extends Route> = {
  readonly actor: R['signedIn'] extends true ? Actor : null;
  readonly params: { readonly [Name in ParameterNames<R['path']>]: string };
  readonly query: Output<R extends { readonly query: infer Schema } ? Schema : undefined>;
  readonly headers: Output<R extends { readonly headers: infer Schema } ? Schema : undefined>;
  readonly body: Output<R extends { readonly body: infer Schema } ? Schema : undefined>;
};

/** What a route's function answers; its shape is checked once more on the way out, so that nothing undeclared leaks. */
export type HttpResponse<R extends Route> = Outcome<
  R['success'] extends { readonly body: infer Schema }
    ? z.input<Extract<Schema, z.ZodType>>
    : R['success'] extends { readonly contentType: string }
      ? FileAnswer
      : undefined
>;

/** A handler as Lambda calls it. */
export type HttpHandler = (event: unknown, context?: unknown) => Promise<HttpAnswer>;

type State = { request: unknown; log: EdgeLog; route: Route };

const answerProblems = (route: Route, log: EdgeLog): MiddlewareObj => ({
  onError: (request) => {
    const refusal = refusalOf(request.error);
    if (refusal) {
      log('request_refused', { route: routeKey(route), code: refusal.code });
      request.response = problemAnswer(refusal);
      return;
    }
    log('request_failed', { route: routeKey(route), ...errorFields(request.error) });
    request.response = problemAnswer(failureOf(request.error));
  },
});

const readActorAndRequest = (route: Route): MiddlewareObj => ({
  before: (request) => {
    const actor = route.signedIn ? actorOf(request.event) : null;
    request.event = { actor, ...readRequest(route, request.event) };
  },
});

const answerFile = (status: number, file: FileAnswer): HttpAnswer =>
  'redirectTo' in file
    ? { statusCode: 302, headers: { ...securityHeaders, location: file.redirectTo }, body: '' }
    : {
        statusCode: status,
        headers: { ...securityHeaders, ...file.headers },
        body: Buffer.from(file.bytes).toString('base64'),
        isBase64Encoded: true,
      };

const answerOutcome = ({ route, log }: Omit<State, 'request'>): MiddlewareObj<unknown, unknown> => ({
  after: (request) => {
    const outcome = request.response as Outcome<unknown>;
    if (!outcome.ok) {
      log('request_refused', { route: routeKey(route), code: outcome.code });
      request.response = problemAnswer(outcome);
      return;
    }
    const { status, body: schema, contentType } = route.success;
    if (!schema && contentType !== undefined) {
      request.response = answerFile(status, outcome.value as FileAnswer);
      return;
    }
    if (!schema) {
      request.response = { statusCode: status, headers: { ...securityHeaders }, body: '' };
      return;
    }
    const parsed = schema.safeParse(outcome.value);
    if (!parsed.success) {
      const paths = parsed.error.issues.map((issue) => issue.path.join('.')).join(' ');
      log('response_not_valid', { route: routeKey(route), paths });
      request.response = problemAnswer(failureOf(null));
      return;
    }
    request.response = {
      statusCode: status,
      headers: { ...securityHeaders, 'content-type': 'application/json' },
      body: JSON.stringify(parsed.data),
    };
  },
});

/**
 * The one chain around every route: problems on error, the actor from the claims, the request by the route's schemas,
 * then `serve`, and its outcome as an answer.
 */
export const http = <const R extends Route>(
  route: R,
  serve: (request: HttpRequest<R>) => Promise<HttpResponse<R>>,
  log: EdgeLog,
): HttpHandler => {
  const chain = middy((request: unknown) => serve(request as HttpRequest<R>))
    .use(answerProblems(route, log))
    .use(readActorAndRequest(route))
    .use(answerOutcome({ route, log }) as MiddlewareObj);
  return (event, context) =>
    (chain as unknown as HttpHandler)(event ?? {}, typeof context === 'object' && context ? context : {});
};

/** A function with several routes: the gateway has matched already, and names the route in `routeKey`. */
export const byRouteKey = (handlers: Readonly<Record<string, HttpHandler>>): HttpHandler => {
  const table = new Map(Object.entries(handlers));
  return async (event, context) => {
    const key = (event as { readonly routeKey?: unknown } | null)?.routeKey;
    const handler = typeof key === 'string' ? table.get(key) : undefined;
    return handler
      ? handler(event, context)
      : problemAnswer({ code: 'not_found', detail: 'There is nothing here.' });
  };
};

/** The table of a function's routes; each is written once, with what serves it. */
export const serveRoutes = (
  log: EdgeLog,
  define: (
    on: <const R extends Route>(
      route: R,
      serve: (request: HttpRequest<R>) => Promise<HttpResponse<R>>,
    ) => readonly [string, HttpHandler],
  ) => readonly (readonly [string, HttpHandler])[],
): HttpHandler =>
  byRouteKey(Object.fromEntries(define((route, serve) => [routeKey(route), http(route, serve, log)])));
