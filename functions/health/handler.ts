import { openApiDocument } from '@sms/contract/openapi';
import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import { succeed } from '@sms/messaging/outcome';

export type Dependencies = { readonly version: string; readonly log: EdgeLog };

export const createHandler = ({ version, log }: Dependencies) =>
  serveRoutes(log, (on) => [
    on(routes.health, async () => succeed({ status: 'ok', version })),
    on(routes.openapi, async () => succeed({ ...openApiDocument(version) })),
  ]);
