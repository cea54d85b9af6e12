import { routes, type Route } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import { refuse } from '@sms/messaging/outcome';

export type Dependencies = { readonly log: EdgeLog };

/** The route without what it will take: nothing of that is looked at yet. */
const withoutInput = ({ method, path, summary, signedIn, success, problems }: Route): Route => ({
  method,
  path,
  summary,
  signedIn,
  success,
  problems,
});

export const createHandler = ({ log }: Dependencies) =>
  serveRoutes(log, (on) =>
    Object.values<Route>(routes)
      .filter((route) => route.planned)
      .map((route) =>
        on(withoutInput(route), async () => refuse('not_available_yet', 'This comes with a later version.')),
      ),
  );
