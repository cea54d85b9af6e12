import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { retryMessage, settleMessage } from '@sms/messaging/retry-message';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly retryMessage: ReturnType<typeof retryMessage>;
  readonly settleMessage: ReturnType<typeof settleMessage>;
};

export const createHandler = (use: Dependencies) =>
  serveRoutes(use.log, (on) => [
    on(routes.retryMessage, ({ actor, params, headers }) =>
      use.retryMessage(actor, params.id, headers['idempotency-key']),
    ),
    on(routes.settleMessage, ({ actor, params, body }) => use.settleMessage(actor, params.id, body)),
  ]);
