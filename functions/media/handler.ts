import { routes } from '@sms/contract/routes';
import { serveRoutes } from '@sms/lambda/http';
import type { EdgeLog } from '@sms/lambda/log';
import type { FileAnswer } from '@sms/lambda/problem';
import { succeed } from '@sms/messaging/outcome';
import type { MediaFile, readMedia } from '@sms/messaging/read-media';

export type Dependencies = { readonly log: EdgeLog; readonly readMedia: ReturnType<typeof readMedia> };

/** What a stranger sent is shown as what it is, and can do nothing: no script, no form, no frame of this origin. */
const confined = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
} as const;

const answerOf = (file: MediaFile): FileAnswer =>
  'link' in file
    ? { redirectTo: file.link }
    : {
        bytes: file.bytes,
        headers: {
          ...confined,
          'content-type': file.contentType,
          'content-disposition': file.disposition,
        },
      };

export const createHandler = (use: Dependencies) =>
  serveRoutes(use.log, (on) => [
    on(routes.readMedia, async ({ actor, params }) => {
      const outcome = await use.readMedia(actor, params.messageId, params.mediaId);
      return outcome.ok ? succeed(answerOf(outcome.value)) : outcome;
    }),
  ]);
