/** A text of the demonstration: from a person's phone to a line, or the operator's answer. */
export type DemoText =
  | { readonly kind: 'inbound'; readonly from: string; readonly to: string; readonly body: string }
  | { readonly kind: 'answer'; readonly person: string; readonly line: string; readonly body: string };

const firstLine = '+12025550100';

const inbound = (from: string, body: string): DemoText => ({ kind: 'inbound', from, to: firstLine, body });
const answer = (person: string, body: string): DemoText => ({
  kind: 'answer',
  person,
  line: firstLine,
  body,
});

/** What a first start finds in the queue, in order. */
export const demoTexts: readonly DemoText[] = [
  inbound('+13035550147', 'Hello, is the Thursday slot still free?'),
  answer('+13035550147', 'Hi Devon, yes: Thursday at 10:30. Shall I keep it for you?'),
  inbound('+13035550147', 'Yes please, thank you!'),
  inbound('+12065550119', 'Driver is five minutes out, which entrance should he use?'),
  inbound('+13125550168', 'I filled in the form on your site. When can someone call me?'),
  inbound('+12025550123', 'Good morning! Can I come a little earlier today?'),
];
