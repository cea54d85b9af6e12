import type { Extension } from './extensions.ts';
import { ownsNumber } from './extensions.ts';
import type { Attachment, StoredMessage } from './state.ts';

export const iso = (ms: number): string => new Date(ms).toISOString();

const accountPath = (extension: Extension) =>
  `/restapi/v1.0/account/${extension.accountId}/extension/${extension.extensionId}`;

export const messageUri = (origin: string, extension: Extension, id: number): string =>
  `${origin}${accountPath(extension)}/message-store/${id}`;

const party = (extension: Extension, phone: string) => ({
  phoneNumber: phone,
  ...(ownsNumber(extension, phone) ? { name: 'Front Desk' } : {}),
  location: 'Washington, DC',
});

const attachmentUri = (origin: string, extension: Extension, messageId: number, attachment: Attachment) =>
  `${messageUri(origin, extension, messageId)}/content/${attachment.id}`;

/** A message as REST gives it: ids are numbers, `conversationId` one beyond 2^53. */
export const restRecord = (origin: string, extension: Extension, message: StoredMessage) => ({
  uri: messageUri(origin, extension, message.id),
  id: message.id,
  to: message.to.map((phone) => ({
    ...party(extension, phone),
    ...(message.direction === 'Inbound' ? { target: true } : { messageStatus: message.status }),
    ...(message.errorCode ? { errorCode: message.errorCode } : {}),
  })),
  from: party(extension, message.from),
  type: 'SMS',
  creationTime: iso(message.createdAt),
  readStatus: message.readStatus,
  priority: 'Normal',
  attachments: message.attachments.map((attachment) => ({
    id: attachment.id,
    uri: attachmentUri(origin, extension, message.id, attachment),
    type: attachment.type,
    contentType: attachment.contentType,
    ...(attachment.size === undefined ? {} : { size: attachment.size }),
    ...(attachment.fileName ? { fileName: attachment.fileName } : {}),
  })),
  direction: message.direction,
  availability: message.availability,
  subject: message.subject,
  messageStatus: message.status,
  ...(message.direction === 'Outbound' ? { smsSendingAttemptsCount: 1 } : {}),
  ...(message.deliveredAt === undefined ? {} : { smsDeliveryTime: iso(message.deliveredAt) }),
  ...(message.errorCode ? { deliveryErrorCode: message.errorCode } : {}),
  conversationId: BigInt(message.conversationId),
  conversation: { id: message.conversationId },
  lastModifiedTime: iso(message.modifiedAt),
});

/** What sync shows of a deleted message. */
export const stubRecord = (origin: string, extension: Extension, message: StoredMessage) => ({
  uri: messageUri(origin, extension, message.id),
  id: message.id,
  availability: message.availability,
});

/** An inbound message as the instant event carries it: ids are strings. */
export const instantBody = (origin: string, extension: Extension, message: StoredMessage) => ({
  id: String(message.id),
  to: message.to.map((phone) => ({ ...party(extension, phone), target: true })),
  from: {
    ...party(extension, message.from),
    ...(message.from.startsWith('+1')
      ? {
          phoneNumberInfo: {
            countryCode: '1',
            nationalDestinationCode: message.from.slice(2, 5),
            subscriberNumber: message.from.slice(5),
          },
        }
      : {}),
  },
  type: 'SMS',
  creationTime: iso(message.createdAt),
  lastModifiedTime: iso(message.modifiedAt),
  readStatus: message.readStatus,
  priority: 'Normal',
  attachments: message.attachments.map((attachment) => ({
    id: String(attachment.id),
    type: attachment.type,
    contentType: attachment.contentType,
    ...(attachment.type === 'MmsAttachment'
      ? { uri: attachmentUri(origin, extension, message.id, attachment), size: attachment.size }
      : {}),
  })),
  direction: 'Inbound',
  availability: message.availability,
  subject: message.subject,
  messageStatus: message.status,
  conversation: { id: message.conversationId },
  eventType: 'Create',
  owner: { extensionId: String(extension.extensionId), extensionType: 'User', name: 'Front Desk' },
});
