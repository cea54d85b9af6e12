import { decodePath } from './http-event.ts';
import type { HttpRoute } from './blueprint.ts';

export type RouteMatch = {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
};

const segmentsOf = (path: string): readonly string[] => path.split('/').slice(1);

const match = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(segment);
    const value = given[index];
    if (value === undefined) return undefined;
    if (name === null && segment !== value) return undefined;
    if (name !== null && value === '') return undefined;
    if (name?.[2] === '+')
      return { ...parameters, [name[1] ?? '']: decodePath(given.slice(index).join('/')) };
    if (name !== null) parameters[name[1] ?? ''] = decodePath(value);
  }
  return given.length === wanted.length ? parameters : undefined;
};

/** Literal segments before parameters before a greedy one, from left to right. */
const specificity = (path: string): string =>
  segmentsOf(path)
    .map((segment) => (segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0'))
    .join('');

const order = (left: HttpRoute, right: HttpRoute): number => {
  const [leftMethod = '', leftPath = ''] = left.routeKey.split(' ');
  const [rightMethod = '', rightPath = ''] = right.routeKey.split(' ');
  return (
    specificity(leftPath).localeCompare(specificity(rightPath)) ||
    Number(leftMethod === 'ANY') - Number(rightMethod === 'ANY')
  );
};

/**
 * Finds the route of a request: a full match before a greedy one before `$default`, the exact method before `ANY`.
 *
 * @param path percent-encoded, without the query.
 */
export const findRoute = (
  routes: readonly HttpRoute[],
  method: string,
  path: string,
): RouteMatch | undefined => {
  const matches = routes.flatMap((route): (RouteMatch & { readonly route: HttpRoute })[] => {
    const [routeMethod, pattern] = route.routeKey.split(' ');
    if (pattern === undefined || (routeMethod !== method && routeMethod !== 'ANY')) return [];
    const pathParameters = match(pattern, path);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  const [best] = matches.sort((left, right) => order(left.route, right.route));
  if (best !== undefined) return best;
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
};
