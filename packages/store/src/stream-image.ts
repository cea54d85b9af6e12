import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ConversationState, MessageState } from '@sms/domain';
import { changedMessageIdsOfItem, conversationOfItem, messageOfItem } from './items.ts';

/** What a record of the table's stream tells. */
export type StreamImage =
  | {
      readonly entity: 'conversation';
      readonly conversation: ConversationState;
      /** The messages that changed in this very version. */
      readonly changedMessageIds: readonly string[];
    }
  | { readonly entity: 'message'; readonly message: MessageState };

/**
 * Reads a stream record's new image; null for what is neither conversation nor message. The parameter is typed loosely
 * because Lambda's types and the SDK's name the same thing differently.
 */
export const fromStreamImage = (image: Readonly<Record<string, unknown>> | undefined): StreamImage | null => {
  if (!image) return null;
  const item = unmarshall(image as Record<string, AttributeValue>);
  if (item['entity'] === 'conversation') {
    return {
      entity: 'conversation',
      conversation: conversationOfItem(item),
      changedMessageIds: changedMessageIdsOfItem(item),
    };
  }
  return item['entity'] === 'message' ? { entity: 'message', message: messageOfItem(item) } : null;
};
