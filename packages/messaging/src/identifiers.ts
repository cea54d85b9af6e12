import { createHmac } from 'node:crypto';
import type { Identifiers } from './ports.ts';

/** Bytes kept of a hash: enough that two never meet, and an id of two parts fits a schedule's name of 64 characters. */
const hashBytes = 16;

/** Ids by HMAC-SHA-256 under the deployment's own key; 22 characters of base64url a part. */
export const createIdentifiers = (key: string): Identifiers => {
  const hash = (...parts: readonly string[]): string =>
    createHmac('sha256', key)
      .update(JSON.stringify(parts))
      .digest()
      .subarray(0, hashBytes)
      .toString('base64url');
  return {
    conversationId: (organisation, line, phone) => hash('conversation', organisation, line, phone),
    personId: (organisation, phone) => hash('person', organisation, phone),
    inboundMessageId: (conversationId, carrierMessageId) =>
      `${conversationId}.${hash('carrier message', conversationId, carrierMessageId)}`,
    outboundMessageId: (conversationId, idempotencyKey) =>
      `${conversationId}.${hash('idempotency key', conversationId, idempotencyKey)}`,
    requestHash: (request) => hash('request', JSON.stringify(request)),
  };
};
