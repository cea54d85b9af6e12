import * as z from 'zod';
import {
  ContactCard,
  Conversation,
  ConversationPage,
  ListConversationsQuery,
  PatchConversation,
  ResolveConversation,
} from './conversation.ts';
import { ConsentPage, ConsentRecord, ListConsentsQuery, PutConsent } from './consent.ts';
import {
  EditMessage,
  ListMessagesQuery,
  ListScheduledQuery,
  Message,
  MessagePage,
  SendMessage,
  SettleMessage,
} from './message.ts';
import { PhiCheck, PhiCheckRequest } from './phi.ts';
import { IdempotencyKey } from './primitives.ts';
import type { ProblemCode } from './problem.ts';
import { RealtimeTicket } from './realtime.ts';
import { PhiSettings } from './settings.ts';
import { Template, TemplatePage, WriteTemplate } from './template.ts';

/** One route of the HTTP API: what it takes, what it answers, and how it may refuse. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As API Gateway writes it: `{name}` stands for a path parameter. */
  readonly path: string;
  readonly summary: string;
  /** `false` only for what anybody may call. */
  readonly signedIn: boolean;
  readonly query?: z.ZodType;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly success: { readonly status: number; readonly body?: z.ZodType; readonly contentType?: string };
  readonly problems: readonly ProblemCode[];
  /** The capability comes with a later version: the route answers 501. */
  readonly planned?: true;
};

const textProblems = [
  'body_empty',
  'body_too_long',
  'phi_blocked',
  'phi_unavailable',
  'warnings_unconfirmed',
  'opted_out',
  'held_for_decision',
  'consent_required',
  'quiet_hours',
] as const satisfies readonly ProblemCode[];

const idParameter = { conversation: 'conversations/{id}', message: 'messages/{id}' } as const;

/** The whole HTTP API. The OpenAPI document, the handlers' validation and the page's client all come from here. */
export const routes = {
  health: {
    method: 'GET',
    path: '/api/health',
    summary: 'Tells that the API is up, and which version.',
    signedIn: false,
    success: { status: 200, body: z.object({ status: z.literal('ok'), version: z.string() }) },
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'This document.',
    signedIn: true,
    success: { status: 200, body: z.looseObject({ openapi: z.string() }) },
    problems: [],
  },
  resolveConversation: {
    method: 'POST',
    path: '/api/conversations/resolve',
    summary: 'Finds the conversation with a number or a contact, or makes it.',
    signedIn: true,
    body: ResolveConversation,
    success: { status: 200, body: Conversation },
    problems: [
      'invalid_phone',
      'context_required',
      'contact_not_found',
      'contact_without_phone',
      'unknown_line',
    ],
  },
  listConversations: {
    method: 'GET',
    path: '/api/conversations',
    summary: 'The queue, latest activity first.',
    signedIn: true,
    query: ListConversationsQuery,
    success: { status: 200, body: ConversationPage },
    problems: ['not_available_yet'],
  },
  getConversation: {
    method: 'GET',
    path: `/api/${idParameter.conversation}`,
    summary: 'One conversation.',
    signedIn: true,
    success: { status: 200, body: Conversation },
    problems: ['not_found'],
  },
  patchConversation: {
    method: 'PATCH',
    path: `/api/${idParameter.conversation}`,
    summary: 'Closes, assigns, marks read, lifts a hold.',
    signedIn: true,
    body: PatchConversation,
    success: { status: 200, body: Conversation },
    problems: ['not_found', 'conflict'],
  },
  listMessages: {
    method: 'GET',
    path: `/api/${idParameter.conversation}/messages`,
    summary: 'The thread, newest page first; with sinceVersion, what changed since.',
    signedIn: true,
    query: ListMessagesQuery,
    success: { status: 200, body: MessagePage },
    problems: ['not_found'],
  },
  listScheduled: {
    method: 'GET',
    path: `/api/${idParameter.conversation}/scheduled`,
    summary: 'Texts made with sendAt that have not been sent, soonest first.',
    signedIn: true,
    query: ListScheduledQuery,
    success: { status: 200, body: MessagePage },
    problems: ['not_found'],
  },
  sendMessage: {
    method: 'POST',
    path: `/api/${idParameter.conversation}/messages`,
    summary: 'Sends a text, at once or at sendAt.',
    signedIn: true,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: SendMessage,
    success: { status: 201, body: Message },
    problems: [
      'not_found',
      'idempotency_key_required',
      'idempotency_conflict',
      'newer_messages',
      'send_at_in_past',
      'send_at_too_far',
      'not_available_yet',
      ...textProblems,
    ],
  },
  cancelMessage: {
    method: 'POST',
    path: `/api/${idParameter.message}/cancel`,
    summary: 'Cancels a text that has not been handed to the carrier.',
    signedIn: true,
    success: { status: 200, body: Message },
    problems: ['not_found', 'not_cancellable'],
  },
  retryMessage: {
    method: 'POST',
    path: `/api/${idParameter.message}/retry`,
    summary: 'Makes a new attempt of a failed text, with every check of a fresh send.',
    signedIn: true,
    headers: z.object({ 'idempotency-key': IdempotencyKey.optional() }),
    success: { status: 201, body: Message },
    problems: ['not_found', 'not_retryable', ...textProblems],
  },
  settleMessage: {
    method: 'POST',
    path: `/api/${idParameter.message}/settle`,
    summary: 'Decides about a text of which the carrier cannot say whether it left.',
    signedIn: true,
    body: SettleMessage,
    success: { status: 200, body: Message },
    problems: ['not_found', 'not_unconfirmed'],
  },
  editMessage: {
    method: 'PATCH',
    path: `/api/${idParameter.message}`,
    summary: 'Edits a text that is still scheduled, every check afresh.',
    signedIn: true,
    body: EditMessage,
    success: { status: 200, body: Message },
    problems: ['not_found', 'not_editable', 'send_at_in_past', 'send_at_too_far', ...textProblems],
  },
  sendNow: {
    method: 'POST',
    path: `/api/${idParameter.message}/send-now`,
    summary: 'Sends a scheduled text at once, every check afresh.',
    signedIn: true,
    success: { status: 200, body: Message },
    problems: ['not_found', 'not_scheduled', ...textProblems],
  },
  checkPhi: {
    method: 'POST',
    path: '/api/phi/check',
    summary: 'What the PHI guard finds in a text.',
    signedIn: true,
    body: PhiCheckRequest,
    success: { status: 200, body: PhiCheck },
    problems: ['phi_unavailable'],
  },
  getPhiSettings: {
    method: 'GET',
    path: '/api/phi/settings',
    summary: "The organisation's own rules of the PHI guard.",
    signedIn: true,
    success: { status: 200, body: PhiSettings },
    problems: [],
  },
  putPhiSettings: {
    method: 'PUT',
    path: '/api/phi/settings',
    summary: "Replaces the organisation's own rules of the PHI guard.",
    signedIn: true,
    body: PhiSettings,
    success: { status: 200, body: PhiSettings },
    problems: [],
  },
  listConsents: {
    method: 'GET',
    path: '/api/consents',
    summary: 'Consent records.',
    signedIn: true,
    query: ListConsentsQuery,
    success: { status: 200, body: ConsentPage },
    problems: ['not_available_yet'],
    planned: true,
  },
  putConsent: {
    method: 'PUT',
    path: '/api/consents/{conversationId}',
    summary: 'Records consent or an opt-out.',
    signedIn: true,
    body: PutConsent,
    success: { status: 200, body: ConsentRecord },
    problems: ['not_found', 'not_available_yet'],
    planned: true,
  },
  exportConsents: {
    method: 'GET',
    path: '/api/consents/export.csv',
    summary: 'Consent records as CSV.',
    signedIn: true,
    success: { status: 200, contentType: 'text/csv' },
    problems: ['not_available_yet'],
    planned: true,
  },
  getContact: {
    method: 'GET',
    path: '/api/contacts/{id}',
    summary: 'A contact card.',
    signedIn: true,
    success: { status: 200, body: ContactCard },
    problems: ['contact_not_found'],
  },
  listTemplates: {
    method: 'GET',
    path: '/api/templates',
    summary: 'Canned replies.',
    signedIn: true,
    success: { status: 200, body: TemplatePage },
    problems: ['not_available_yet'],
    planned: true,
  },
  createTemplate: {
    method: 'POST',
    path: '/api/templates',
    summary: 'Makes a canned reply.',
    signedIn: true,
    body: WriteTemplate,
    success: { status: 201, body: Template },
    problems: ['not_available_yet'],
    planned: true,
  },
  getTemplate: {
    method: 'GET',
    path: '/api/templates/{id}',
    summary: 'One canned reply.',
    signedIn: true,
    success: { status: 200, body: Template },
    problems: ['not_found', 'not_available_yet'],
    planned: true,
  },
  patchTemplate: {
    method: 'PATCH',
    path: '/api/templates/{id}',
    summary: 'Changes a canned reply.',
    signedIn: true,
    body: WriteTemplate.partial(),
    success: { status: 200, body: Template },
    problems: ['not_found', 'not_available_yet'],
    planned: true,
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/api/templates/{id}',
    summary: 'Deletes a canned reply.',
    signedIn: true,
    success: { status: 204 },
    problems: ['not_found', 'not_available_yet'],
    planned: true,
  },
  readMedia: {
    method: 'GET',
    path: '/api/media/{messageId}/{mediaId}',
    summary: 'A picture or file that came with a text; a large one is redirected to for a minute.',
    signedIn: true,
    success: { status: 200, contentType: '*/*' },
    problems: ['not_found'],
  },
  createRealtimeTicket: {
    method: 'POST',
    path: '/api/realtime/ticket',
    summary: 'A single-use address for the websocket.',
    signedIn: true,
    success: { status: 200, body: RealtimeTicket },
    problems: [],
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;

/** A route's key as API Gateway names it: `GET /api/health`. */
export const routeKey = (route: Pick<Route, 'method' | 'path'>): string => `${route.method} ${route.path}`;
