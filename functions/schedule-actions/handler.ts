import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { listScheduled } from '@sms/messaging/browse';
import type { cancelMessage, editMessage, sendNow } from '@sms/messaging/schedule-actions';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly listScheduled: ReturnType<typeof listScheduled>;
  readonly cancelMessage: ReturnType<typeof cancelMessage>;
  readonly editMessage: ReturnType<typeof editMessage>;
  readonly sendNow: ReturnType<typeof sendNow>;
};

export const createHandler = (use: Dependencies) =>
  serveRoutes(use.log, (on) => [
    on(routes.listScheduled, ({ actor, params, query }) => use.listScheduled(actor, params.id, query)),
    on(routes.cancelMessage, ({ actor, params }) => use.cancelMessage(actor, params.id)),
    on(routes.editMessage, ({ actor, params, body }) => use.editMessage(actor, params.id, body)),
    on(routes.sendNow, ({ actor, params }) => use.sendNow(actor, params.id)),
  ]);
