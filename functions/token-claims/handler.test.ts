import { expect, test } from 'vitest';
import { handler } from './handler.ts';

const claimsOf = async (request: object) => {
  const { response } = (await handler({ request })) as unknown as {
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: object } } };
  };
  return response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
};

test('the access token tells organisation, permissions and name, each as a string', async () => {
  expect(
    await claimsOf({
      userAttributes: { sub: '1', name: 'Olive Operator', 'custom:organisation': 'acme' },
      groupConfiguration: { groupsToOverride: ['ce.sms.admin', 'other'] },
    }),
  ).toEqual({ organisation: 'acme', permissions: 'ce.sms.admin other', name: 'Olive Operator' });
});

test('who belongs nowhere gets no organisation and no permission', async () => {
  expect(await claimsOf({})).toEqual({ permissions: '', name: '' });
});
