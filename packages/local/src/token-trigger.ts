import type { FunctionPool } from './function-pool.ts';
import type { LocalUser } from './oidc.ts';

type Claims = Readonly<Record<string, unknown>>;

type TriggerAnswer = {
  readonly response?: {
    readonly claimsAndScopeOverrideDetails?: {
      readonly accessTokenGeneration?: {
        readonly claimsToAddOrOverride?: Claims;
        readonly claimsToSuppress?: readonly string[];
      };
    };
  };
};

const triggerEvent = (user: LocalUser, clientId: string) => ({
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'us-east-1',
  userPoolId: 'us-east-1_local',
  userName: user.id,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
  request: {
    userAttributes: { sub: user.id, name: user.name, 'custom:organisation': user.organisation },
    groupConfiguration: { groupsToOverride: user.permissions, iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid', 'profile'],
  },
  response: { claimsAndScopeOverrideDetails: null },
});

/**
 * What the user pool writes into a user's access token: its own claims, changed by the template's trigger
 * (pre token generation, version 2).
 *
 * @param trigger ARN of the function; without one nothing is changed.
 * @throws Error if the function fails: then nobody gets a token, as with the true pool.
 */
export const createTokenTrigger =
  (pool: Pick<FunctionPool, 'invoke'>, trigger: string | undefined, clientId: string) =>
  async (user: LocalUser, claims: Claims): Promise<Claims> => {
    if (trigger === undefined) return claims;
    const result = await pool.invoke(trigger, triggerEvent(user, clientId));
    if (result.kind !== 'success') throw new Error('The function that writes claims into tokens has failed.');
    const change = (JSON.parse(result.payload) as TriggerAnswer).response?.claimsAndScopeOverrideDetails
      ?.accessTokenGeneration;
    const suppressed = new Set(change?.claimsToSuppress);
    const all = { ...claims, ...change?.claimsToAddOrOverride };
    return Object.fromEntries(Object.entries(all).filter(([name]) => !suppressed.has(name)));
  };
