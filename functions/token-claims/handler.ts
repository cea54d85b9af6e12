import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

/** What the trigger reads of Cognito's event. */
type Event = {
  readonly request?: {
    readonly userAttributes?: Readonly<Record<string, string>>;
    readonly groupConfiguration?: { readonly groupsToOverride?: readonly string[] };
  };
};

/**
 * Writes who a person is into the access token: their organisation, the permissions that follow from their groups, and
 * their name. One word list as a string, since the gateway flattens lists in a way of its own.
 */
export const handler = async <E extends Event | PreTokenGenerationV2TriggerEvent>(event: E): Promise<E> => {
  const { userAttributes = {}, groupConfiguration } = (event as Event).request ?? {};
  const organisation = userAttributes['custom:organisation'];
  const claims = {
    ...(organisation ? { organisation } : {}),
    permissions: (groupConfiguration?.groupsToOverride ?? []).join(' '),
    name: userAttributes['name'] ?? '',
  };
  return {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
    },
  };
};
