import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { sendMessage } from '@sms/messaging/send-message';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly sendMessage: ReturnType<typeof sendMessage>;
};

export const createHandler = ({ log, sendMessage }: Dependencies) =>
  serveRoutes(log, (on) => [
    on(routes.sendMessage, ({ actor, params, headers, body }) =>
      sendMessage(actor, params.id, headers['idempotency-key'], body),
    ),
  ]);
