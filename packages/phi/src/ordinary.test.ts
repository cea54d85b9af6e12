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
  'stock, posters and trade of an office': [
    'The CPAP rep brings lunch at noon',
    'Order of crutches came for the supply room',
    'Insulin fridge alarm at 3am, call maintenance',
    'Fall risk signs need lamination',
  ],
  'mains, makeup and a stress test of phones': [
    'Fracture in the water main on 5th',
    'Boil order til Thurs',
    'Pink eye shadow looks great on you',
    'Stress test for the new phones is tonight',
    "We're addicted to your reviews",
  ],
  'codes of goods': ['Replacement filter is part no. E11.65', 'Paint color is S72.0 on the swatch deck'],
  'greetings and makes': ['Eid Mubarak from all of us', 'A black Toyota Sienna is blocking the ramp'],
};
const blocking = [
  'Your STD test is back',
  'IOP starts at 5, bring your binder',
  'Pink eye means no daycare',
  'If your asthma acts up, call us',
  'Pink eye = no school for your son',
  'EKG looked normal, coffee is ok after',
  'Spirometry at 10, no coffee that morning',
  'Narcolepsy paperwork for the DMV is done',
  'Your insulin is in the fridge at the desk',
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
