import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { Problem, problems, type ProblemCode } from './problem.ts';
import { routes, type Route } from './routes.ts';

const always: readonly ProblemCode[] = ['internal', 'unavailable'];
const whenSignedIn: readonly ProblemCode[] = ['unauthenticated', 'forbidden'];
const withInput: readonly ProblemCode[] = ['invalid_request', 'invalid_json', 'body_too_large'];

const problemResponses = (route: Route) => {
  const takesInput = route.body !== undefined || route.query !== undefined || route.headers !== undefined;
  const codes = new Set([
    ...route.problems,
    ...always,
    ...(route.signedIn ? whenSignedIn : []),
    ...(takesInput ? withInput : []),
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.map((code) => `\`${code}\`: ${problems[code].title}`).join('. '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
};

const pathParameters = (path: string) =>
  z.object(Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, z.string()])));

const operation = (name: string, route: Route): ZodOpenApiOperationObject => ({
  operationId: name,
  summary: route.summary,
  ...(route.signedIn ? { security: [{ bearer: [] }] } : { security: [] }),
  requestParams: {
    path: pathParameters(route.path),
    ...(route.query ? { query: route.query as z.ZodObject } : {}),
    ...(route.headers ? { header: route.headers } : {}),
  },
  ...(route.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }
    : {}),
  responses: {
    [String(route.success.status)]: {
      description: 'Done.',
      ...(route.success.body
        ? { content: { [route.success.contentType ?? 'application/json']: { schema: route.success.body } } }
        : route.success.contentType
          ? { content: { [route.success.contentType]: { schema: z.string() } } }
          : {}),
    },
    ...problemResponses(route),
  },
});

/** The OpenAPI 3.1 document of the HTTP API, made from the very schemas that validate it. */
export const openApiDocument = (version: string) => {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'SMS Conversations', version },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
};
