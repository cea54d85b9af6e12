import { createHash } from 'node:crypto';
import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import { succeed } from '@sms/messaging/outcome';
import type { Clock } from '@sms/messaging/ports';
import type { Sessions } from '@sms/store/sessions';

export type Dependencies = {
  readonly log: EdgeLog;
  readonly sessions: Pick<Sessions, 'putTicket'>;
  readonly clock: Clock;
  /** An unguessable word for an address. */
  readonly newSecret: () => string;
  readonly publicUrl: string;
};

/** How long a ticket opens the websocket. */
const lifeSeconds = 30;

export const createHandler = ({ log, sessions, clock, newSecret, publicUrl }: Dependencies) =>
  serveRoutes(log, (on) => [
    on(routes.createRealtimeTicket, async ({ actor }) => {
      const secret = newSecret();
      const expiresAtSeconds = Math.ceil(clock.now().getTime() / 1000) + lifeSeconds;
      // The table knows only the hash: who reads it cannot open a websocket.
      const hash = createHash('sha256').update(secret).digest('base64url');
      await sessions.putTicket({ hash, ...actor, expiresAtSeconds });
      return succeed({
        url: `${publicUrl.replace(/^http/, 'ws')}/realtime?ticket=${secret}`,
        expiresAt: new Date(expiresAtSeconds * 1000).toISOString(),
      });
    }),
  ]);
