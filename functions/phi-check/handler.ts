import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { checkPhiOfText, getPhiSettings, putPhiSettings } from '@sms/messaging/phi-settings';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly checkPhiOfText: ReturnType<typeof checkPhiOfText>;
  readonly getPhiSettings: ReturnType<typeof getPhiSettings>;
  readonly putPhiSettings: ReturnType<typeof putPhiSettings>;
};

export const createHandler = (use: Dependencies) =>
  serveRoutes(use.log, (on) => [
    on(routes.checkPhi, ({ actor, body }) => use.checkPhiOfText(actor, body.text)),
    on(routes.getPhiSettings, ({ actor }) => use.getPhiSettings(actor)),
    on(routes.putPhiSettings, ({ actor, body }) => use.putPhiSettings(actor, body)),
  ]);
