import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { getContact, getConversation, listConversations, listMessages } from '@sms/messaging/browse';
import type { resolveConversation } from '@sms/messaging/resolve-conversation';
import type { updateConversation } from '@sms/messaging/update-conversation';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly resolveConversation: ReturnType<typeof resolveConversation>;
  readonly listConversations: ReturnType<typeof listConversations>;
  readonly getConversation: ReturnType<typeof getConversation>;
  readonly updateConversation: ReturnType<typeof updateConversation>;
  readonly listMessages: ReturnType<typeof listMessages>;
  readonly getContact: ReturnType<typeof getContact>;
};

export const createHandler = (use: Dependencies) =>
  serveRoutes(use.log, (on) => [
    on(routes.resolveConversation, ({ actor, body }) => use.resolveConversation(actor, body)),
    on(routes.listConversations, ({ actor, query }) => use.listConversations(actor, query)),
    on(routes.getConversation, ({ actor, params }) => use.getConversation(actor, params.id)),
    on(routes.patchConversation, ({ actor, params, body }) => use.updateConversation(actor, params.id, body)),
    on(routes.listMessages, ({ actor, params, query }) => use.listMessages(actor, params.id, query)),
    on(routes.getContact, ({ actor, params }) => use.getContact(actor, params.id)),
  ]);
