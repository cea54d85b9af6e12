import * as z from 'zod';
import type { Line } from '@sms/domain';
import type { CarrierDependencies } from '../dependencies.ts';
import { isSuccess } from '../http-call.ts';
import { parseLineSecret } from '../line-secret.ts';
import { createRingCentralClient } from './carrier.ts';

const changeAnswer = z.object({ failedRecords: z.array(z.unknown()).nullish() });

/**
 * Tells RingCentral of an opt-out, or its end, that was recorded with us (Consents API), so that its own block agrees
 * with ours. An answer may be a success and still name records that failed.
 */
export const ringCentralConsents = (deps: CarrierDependencies, line: Line) => ({
  async set(phone: string, isOptedOut: boolean): Promise<'set' | 'refused' | 'unavailable'> {
    const secret = parseLineSecret(await deps.readSecret(line.lineKey));
    if (secret?.carrier !== 'ringcentral') return 'refused';
    const result = await createRingCentralClient(deps, secret).call({
      method: 'PATCH',
      path: '/restapi/v2/accounts/~/sms/consents',
      group: 'light',
      body: {
        records: [
          {
            from: line.phone,
            to: phone,
            optStatus: isOptedOut ? 'OptOut' : 'OptIn',
            source: 'Api',
            coverage: 'phoneNumber',
          },
        ],
      },
    });
    if (result.kind === 'no_token') return result.reason.kind === 'configuration' ? 'refused' : 'unavailable';
    if (result.kind !== 'answer') return 'unavailable';
    if (!isSuccess(result)) return result.status >= 400 && result.status < 429 ? 'refused' : 'unavailable';
    const failed = changeAnswer.safeParse(result.body).data?.failedRecords ?? [];
    return failed.length === 0 ? 'set' : 'refused';
  },
});
