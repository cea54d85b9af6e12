import { describe, expect, test } from 'vitest';
import { checkPhi } from './check.ts';

const passing = {
  'letters with another meaning': [
    'STD rates for the hotel block are $119',
    'TSH Freight is at the dock, needs a signature',
    'INR 40,000 is what the vendor quoted',
    'CMP means corrugated metal pipe on the drawing',
  ],
  'words of medicine said of things': [
    'What is the diagnosis on the copier? Toner or the drum?',
    'Oncology hallway carpet gets replaced tonight',
    'Asphalt shingles are $3 a foot says the bid',
  ],
  'words explained or taken back': [
    'HIV? It’s HOV. HOV lane opens at 3',
    'Insulation, not insulin, is on the truck',
  ],
  'house rules about a household': ['If anyone in your house has chickenpox, call before coming in'],
  'codes of goods': ['Replacement filter is part no. E11.65', 'Paint color is S72.0 on the swatch deck'],
  'greetings and makes': ['Eid Mubarak from all of us', 'A black Toyota Sienna is blocking the ramp'],
};
const blocking = [
  'Your STD test is back',
  'IOP starts at 5, bring your binder',
  'Pink eye means no daycare',
  'If your asthma acts up, call us',
];

for (const [name, texts] of Object.entries(passing))
  describe(name, () => {
    test.each(texts)('%s', (text) => {
      expect(checkPhi(text).block).toBe(false);
    });
  });
describe('the same words about somebody', () => {
  test.each(blocking)('%s', (text) => {
    expect(checkPhi(text).block).toBe(true);
  });
});
