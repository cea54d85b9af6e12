import type { Actor, AuditRecord, ConversationState, MessageError } from '@sms/domain';
import { maxBodyLength } from '@sms/contract/message';
import { auditRecord } from './change.ts';
import { refuse, type Refusal } from './outcome.ts';
import type { CheckPhi, PhiSettings, World } from './ports.ts';

const noSettings: PhiSettings = { alwaysBlock: [], neverBlock: [], confirmWarnings: false };

/** The organisation's rules of the PHI guard, or the default ones. */
export const phiSettingsOf = async (
  world: Pick<World, 'store'>,
  organisation: string,
): Promise<PhiSettings> => (await world.store.getPhiSettings(organisation)) ?? noSettings;

export type PhiVerdict =
  | { readonly kind: 'clear'; readonly warnings: number }
  | { readonly kind: 'blocked'; readonly check: ReturnType<CheckPhi> }
  | { readonly kind: 'warned'; readonly check: ReturnType<CheckPhi> }
  | { readonly kind: 'unavailable' };

/** The one PHI check of the server, on the exact text; an engine that fails is no permission. */
export const checkText = (
  world: Pick<World, 'checkPhi'>,
  body: string,
  settings: PhiSettings,
  warningsConfirmed: boolean,
): PhiVerdict => {
  let check: ReturnType<CheckPhi>;
  try {
    check = world.checkPhi(body, settings);
  } catch {
    return { kind: 'unavailable' };
  }
  if (check.block) return { kind: 'blocked', check };
  if (check.findings.length > 0 && settings.confirmWarnings && !warningsConfirmed)
    return { kind: 'warned', check };
  return { kind: 'clear', warnings: check.findings.length };
};

/** Types and counts of what was found: all that evidence may hold of a text. */
export const findingCounts = (check: ReturnType<CheckPhi>): AuditRecord['details'] => {
  const counts: Record<string, string | number | boolean> = { policyVersion: check.policyVersion };
  for (const { severity, type } of check.findings) {
    const key = `${severity}.${type}`;
    counts[key] = Number(counts[key] ?? 0) + 1;
  }
  return counts;
};

/** Why nothing may be sent to this person now, whatever the text; null when something may. */
export const recipientRefusal = (conversation: ConversationState): Refusal | null => {
  if (conversation.consent === 'opted_out') {
    return refuse(
      'opted_out',
      'This person asked for no more texts. Only their own START, or consent recorded by you, lifts that.',
    );
  }
  if (conversation.hold !== null) {
    return refuse(
      'held_for_decision',
      'They probably asked to stop. Read their last text and decide: record the opt-out, or lift the hold.',
    );
  }
  return null;
};

/**
 * Every check that a text must pass to be accepted for this person: the person's wish, the form of the text, the PHI
 * guard. A block leaves its evidence. Null when the text may go.
 */
export const textRefusal = async (
  world: Pick<World, 'store' | 'checkPhi' | 'newId' | 'clock'>,
  actor: Actor,
  conversation: ConversationState,
  body: string,
  warningsConfirmed: boolean,
): Promise<Refusal | null> => {
  if (body.trim() === '')
    return refuse('body_empty', 'Write a text first.', { errors: [{ path: 'body', message: 'is empty' }] });
  if (body.length > maxBodyLength) {
    return refuse(
      'body_too_long',
      `A text has at most ${maxBodyLength} characters; this one has ${body.length}.`,
      {
        errors: [{ path: 'body', message: `has more than ${maxBodyLength} characters` }],
      },
    );
  }
  const unwanted = recipientRefusal(conversation);
  if (unwanted) return unwanted;
  const settings = await phiSettingsOf(world, conversation.organisation);
  const verdict = checkText(world, body, settings, warningsConfirmed);
  switch (verdict.kind) {
    case 'clear':
      return null;
    case 'unavailable':
      return refuse(
        'phi_unavailable',
        'The PHI check cannot run just now, so nothing was sent. Try again in a moment.',
      );
    case 'warned':
      return refuse('warnings_unconfirmed', 'Read the warnings, then confirm that the text may go.', {
        findings: verdict.check.findings,
        policyVersion: verdict.check.policyVersion,
      });
    case 'blocked':
      await world.store.appendAudit(
        auditRecord(
          world,
          actor,
          'phi.blocked',
          { conversationId: conversation.id },
          findingCounts(verdict.check),
        ),
      );
      return refuse(
        'phi_blocked',
        'Take out or reword what is marked; health information may not go by SMS.',
        {
          findings: verdict.check.findings,
          policyVersion: verdict.check.policyVersion,
        },
      );
  }
};

/** The same refusals, as the error of a text that had been accepted and may no longer go at delivery. */
export const deliveryErrors = {
  opted_out: {
    code: 'opted_out',
    message: 'Not sent: this person has opted out since it was written.',
    retryable: false,
  },
  held_for_decision: {
    code: 'held_for_decision',
    message: 'Not sent: they probably asked to stop. Decide on that first, then retry.',
    retryable: true,
  },
  phi_blocked: {
    code: 'phi_blocked',
    message: 'Not sent: the text holds protected health information. Write it anew without.',
    retryable: false,
  },
  unconfirmed: {
    code: 'unconfirmed',
    message:
      "The carrier's answer was lost. Its records are being searched; nothing is sent again meanwhile.",
    retryable: false,
  },
  unconfirmed_needs_decision: {
    code: 'unconfirmed_needs_decision',
    message:
      "The carrier's answer was lost and its records do not show this text. Decide whether it arrived, or send it again.",
    retryable: true,
  },
  settled_not_sent: {
    code: 'settled_not_sent',
    message: 'Its answer was lost; a person decided that it did not arrive.',
    retryable: false,
  },
} as const satisfies Record<string, MessageError>;
