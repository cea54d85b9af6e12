import { describe, expect, test } from 'vitest';
import { checkPhi } from './check.ts';
import type { PhiType } from './types.ts';

type Tier = 'block' | 'warn' | 'pass';

const tierOf = (text: string): Tier => {
  const { block, findings } = checkPhi(text);
  return block ? 'block' : findings.length > 0 ? 'warn' : 'pass';
};

/** By area of the policy: texts of each tier, none of them a line of the corpora. */
const areas: Record<string, Partial<Record<Tier, readonly string[]>>> = {
  conditions: {
    block: [
      'Doctor suspects appendicitis, go to the ER',
      'the fluid in your ears should clear up',
      'You might have an ulcer',
      'S/P hip replacement, hx of MI',
      'r/o PE, go to the ER now',
      'oa in both knees, bring the films',
      'They found out its MS',
      'out til wed bc of the flu',
      'Hipothyroydism check Monday',
      'She has croup, use a humidifier',
      'That is a staph infection, cover it',
      'Su hijo tiene varicela',
      'Por la piedra en el riñon tome agua',
    ],
    pass: [
      'Hives of activity here, sorry for hold times',
      'The shingles on our roof are being replaced',
      'Closed Monday because of the flu',
      'OB-1 the robot greets kids',
      'Our printer has a fever lol',
      "We're fighting a nasty computer virus",
      'A stroke of genius: online booking',
    ],
  },
  'parts of the body': {
    block: [
      'Did the knee lock up again?',
      'The twitch in your eyelid, which side was it',
      "how's that elbow",
      'Your left ankle is still swollen',
      'Le duele la rodilla todavia?',
      'His wrist fracture is healing',
    ],
    pass: [
      'Broken hand dryer in the restroom',
      'Back door is broken, use the front',
      'Foot traffic only on Main',
      'Hands down the best staff',
      'Knee pads for the volunteers',
    ],
  },
  drugs: {
    block: [
      'Take two Aleve with food',
      'Please stop the turmeric a week before',
      'your cholesterol pills are ready',
      'Hold your Lasix tomorrow morning',
      'Jantoven stays at the same dose',
      'Tome su pastilla de la presión',
    ],
    warn: ['Do you take any blood thinners?', 'Anyone at home take sleeping pills? Just for the survey'],
    pass: [
      'Allegra Printing has your copies',
      'Turmeric latte at the cafe',
      'Zinc roof replaced, lot is open again',
      'Bring all of your medicine bottles to the visit',
    ],
  },
  readings: {
    block: [
      'BP one eighteen over seventy six, perfect',
      'at home you were 138/88',
      'Your INR is a touch high',
      'we saw protein in your urine',
      'Everything came back normal',
      'Good news on your scan',
      'You weighed in at 211',
      'Dad is running 102 tonight',
      'MRI confirmed the disc is bulging',
      'Su azucar esta en 180',
    ],
    pass: [
      'Water test came back clean, fountains are on',
      'The inspection came back clear',
      'Pumps at the BP are down',
      'Results of the staff survey came back great',
      'Your results are in the portal',
      'Please call us about your test results',
      '120/80 split between visitors and staff',
    ],
  },
  procedures: {
    block: [
      'Crown prep is 90 minutes',
      'Soft foods for 2 days after the crown',
      'D&C is at 7',
      'Echo scheduled for the 9th',
      'the splint can come off for showers',
      'Su mamografía es el martes',
    ],
    warn: ['Are you ready for your operation Thursday?', 'Your CT scan is confirmed'],
    pass: ['Extraction fan noise on floor 3', 'Cast party after the play', 'Your procedure is on Monday'],
  },
  symptoms: {
    block: [
      "she won't drink and has no wet diapers",
      'Is it itching or burning?',
      'Glad the swelling went down',
      'any chills since last night?',
      '¿Sigue con fiebre?',
    ],
    pass: [
      'If your child throws up at school, call us first',
      'Anyone feeling faint should sit down',
      'Please cover your cough',
      'Throwing up the tent at 6 if u can help',
      'Passing out flyers at 4, want to help?',
    ],
  },
  equipment: {
    block: [
      'Wheelchair will be delivered Tuesday',
      'glucose sensor fell off?',
      'Ya llegó su silla de ruedas',
    ],
    pass: ['Wheelchairs are by the entrance', 'Sling your bag in cubby 4'],
  },
  'substance use': {
    block: [
      'Day 45 clean!!',
      'did you make it to NA last night?',
      'alcohol counseling at 3',
      'r3hab starts at 9',
      'How much are you drinking these days',
      'su grupo de doce pasos es a las 7',
    ],
    pass: ['Drug store closes at 6', 'Weed control spraying on the lawn'],
  },
  'mental health': {
    block: ['EAP counselor will call', 'Any panic since Friday?', 'the voices, are they quieter?'],
    pass: ['Camp counselor physicals Saturday', 'Panic button test today', 'Budget crisis averted'],
  },
  'reproduction, HIV and STI, genes': {
    block: [
      'Any contractions?',
      'Congrats on the twins! First scan is the 12th',
      'start PrEP today',
      'you both carry the gene, so we should talk',
      'Missed pill? use backup',
    ],
    pass: [
      'Minnesota Twins game tickets raffle',
      'Expecting snow, may close early',
      'Gene and Dana are at the desk',
    ],
  },
  specialties: {
    block: ['See you at the transplant clinic', 'Your cancer doctor will call'],
    warn: [
      'Blue Ridge Hospice: please call our office',
      'This is Lakewood Dialysis, we close at noon',
      'kidney doctor at 2',
    ],
    pass: ['Physical therapy gym opens at 6', 'Eye exam with Dr. Cho at 2:30'],
  },
  'education and events': {
    warn: ['Saturday library talk, why high cholesterol matters, free'],
    pass: ['Bike-a-thon for juvenile diabetes passes our door', 'Community flu clinic Sunday, no sign up'],
  },
};

describe.each(Object.entries(areas))('%s', (_area, tiers) => {
  for (const [tier, texts] of Object.entries(tiers))
    test.each(texts)(`${tier}: %s`, (text) => {
      expect(tierOf(text)).toBe(tier);
    });
});

test('who cares for the patient may say "I"', () => {
  expect(tierOf('I called in nitrofurantoin, 5 days, with food')).toBe('block');
  expect(tierOf('text me a 1 if the leg swelling went down')).toBe('block');
  expect(tierOf('I have a headache from this traffic')).toBe('pass');
});

test('long clinical words are known misspelt, cut and hidden', () => {
  for (const text of [
    'ur cholestrol was 244',
    'the siezure action plan is ready',
    'c o l o n o s c o p y at 9',
    'your d!abetes visit',
    'M3tf0rmin is ready',
  ])
    expect(tierOf(text), text).toBe('block');
});

test.each<[string, string, string]>([
  [
    'a writer who asks for care',
    'my asthma is acting up can i come in today',
    'my back hurts so i am late, be there in 10',
  ],
  ['a writer who asks about a drug', 'can i take benadryl with this or no', 'can I take your coat check?'],
  [
    'minerals of somebody',
    'Potassium is low, eat bananas and come in tomorrow',
    'Bananas are low, order more for the cafe',
  ],
  [
    'numbers of an organ',
    "Liver enzymes are up, we'll repeat them",
    'Our numbers are up this year, thank you',
  ],
  [
    'a blood pressure at a kiosk',
    'BP 168/102 at the kiosk this morning, please recheck',
    'The BP station on Main has our shuttle stop',
  ],
  ['street words', 'Have you used coke since the last visit?', 'No more coke in the vending machine, sorry'],
  [
    'street words before an operation',
    'Stop the weed two weeks before your surgery',
    'The weed trimmer crew is here today',
  ],
  ['high', 'were you high when you drove here?', 'Our call volume is high today'],
  ['crabs', 'Crabs shampoo is at window 3', 'Crabs on the menu tonight at the picnic'],
  ['Plan B', 'Did Plan B upset your stomach? call us', 'Plan B if it rains: we meet in the gym'],
  ['ADD', "School sent papers about Ty's ADD", 'Click ADD to save your visit'],
  ['things made for somebody', 'The walker you were fitted for is in', 'The dog walker is here'],
  [
    'a picture of a complaint',
    'Take a photo of the rash and send it',
    'Take a photo of the spill and send it',
  ],
  ['manic', 'Are the manic days fewer since the change?', 'Manic Monday sale at the thrift shop'],
  ['spelled apart', 'A 1 C = 9.2 pls call', 'Gate A 1 C is closed'],
  ['signs for letters', 'your s*philis shot is due', 'your w*fi code is due'],
  [
    'a clinic with its department',
    'Your hospice nurse is running late',
    'Tidewater Hospice billing: please call about a form',
  ],
  ['vitamins', 'Take your vitamins with food', 'Bring every bottle you take, vitamins too'],
  [
    'a patient who writes of themselves',
    'does my lupus mean no sun at all',
    'That line at the DMV gave me lupus lol',
  ],
  [
    'a question to the clinic',
    'i been throwing up all night can u fit me in',
    'i was throwing up all weekend, great party',
  ],
  ['in Spanish', 'tengo fiebre y tos, puedo ir hoy?', 'necesito cambiar mi cita'],
  [
    'a relative of the writer',
    "My daughter's OCD is better, thank you",
    'my OCD side loves this spreadsheet',
  ],
  ['what was told', 'they told me its strep', 'they told me its sold out'],
  ['a note with its reason', 'i need a note for work, i had the flu', 'had the flu, missed the movie'],
  ['a test before its time', 'EEG tmrw, no conditioner', 'EEG? no, egg. Breakfast order is in'],
  ['a weak test before its time', 'Echo at 10, 2nd floor', 'Echo Dot raffle at 10'],
  ['a window for a drug', 'Depo window closes Friday, come in', 'The depot window closes at 5'],
  ['an aid on its way', 'nebulizer kit out for delivery 2-4 pm', 'copier out for delivery 2-4 pm'],
  ['a ride to a group', 'AA ride leaves at 6:40', 'AAA tow truck leaves at 6:40'],
  ['time clean', '6 mos clean!! chip is at the desk', 'Desk is clean!! chips are in the lobby'],
  ['using', 'have you used this week? no judgement', 'have you used our new portal?'],
  ['cutting', 'i found out shes been cutting', 'Cutting boards are in aisle 3'],
  ['what it is not', "no it's not cancer, dr will explain", "no it's not raining, lot is dry"],
  ['what it turns out to be', 'turns out to be mono, no sports', 'turns out to be Monday, no mail'],
  ['what a cold is', "It's a cold, not the flu", "It's a cold morning, dress warm"],
  ['no sign of it', 'no sign of stroke on the scan', 'no sign of the van yet'],
  ['a value at a fair', "HDL 38 from Saturday's health fair", 'Health fair: booth 38 is ours'],
  ['whose group', 'bariatric clinic: your class is at 5:30', 'Tri-County Hospice, please call us'],
  ['an aunt', 'TIA follow up in 2 weeks', "Did you see tia's new hair?"],
  ['a first name', 'Allegra refill is in', 'Hi Allegra, your bus pass came in'],
  ['positive for', 'tested positive for strep', 'Our line tested positive for awesome'],
  ['a check', 'CK 900, repeat Monday', 'copay 40 due at ck in'],
  ['an office put in order', 'Detox at 2, bring your ID', 'file cabinet detox Friday'],
  ['a mountain ride', 'dialysis ride was late again', 'Ride to the lake was late again'],
  ['common misspellings', 'ur anxeity meds are in', 'ur society dues are in'],
  ['somebody who uses an aid', 'member uses oxygen, allow extra time', 'oxygen bar opens at 5'],
])('%s', (_family, blocked, free) => {
  expect(tierOf(blocked)).toBe('block');
  expect(tierOf(free)).not.toBe('block');
});

describe('what the operator may do', () => {
  const heal = (text: string): { healed: string; type: PhiType } => {
    const [finding] = checkPhi(text).findings;
    const { start, end, remedy, type } = finding!;
    return { healed: text.slice(0, start) + (remedy?.replacement ?? '?') + text.slice(end), type };
  };

  test.each<[string, PhiType, string]>([
    ['Your A1c is 9.2', 'LAB', 'Your results are in the portal'],
    ['Your metformin is ready', 'MEDICATION', 'Your prescription is ready'],
    ['Your colonoscopy is Thursday', 'PROCEDURE', 'Your procedure is Thursday'],
    ['How is your asthma this week?', 'DIAGNOSIS', 'How is your health this week?'],
    ['Your CPAP shipped', 'DME', 'Your order shipped'],
    ['Your MRI is at 7am', 'PROCEDURE', 'Your Test is at 7am'],
    ['Do you take any blood thinners?', 'MEDICATION', 'Do you take any medications?'],
    ['Your flu shot is at 3', 'PROCEDURE', 'Your appointment is at 3'],
  ])('%s', (text, type, healed) => {
    expect(heal(text).type).toBe(type);
    expect(heal(text).healed.toLowerCase()).toBe(healed.toLowerCase());
    expect(checkPhi(heal(text).healed).findings).toEqual([]);
  });

  test('every message says what it is and what to write instead', () => {
    for (const text of [
      'Your asthma visit is Monday',
      'Your A1c is 9.2',
      'Still dizzy?',
      'Your biopsy is Friday',
      'Your CPAP shipped',
      'Proud of you, 90 days sober',
      'Your psychiatrist can see you at 4',
      'Your HIV test is at 2',
      'Your prenatal visit is Monday',
      'BRCA1 results are positive',
      'Your oncology appointment is Friday',
    ]) {
      const { findings } = checkPhi(text);
      expect(findings.length, text).toBeGreaterThan(0);
      for (const { message, remedy, remedyText } of findings) {
        expect(message).toMatch(/^[A-Z].+\. ?.*\.$/);
        expect(remedy ?? remedyText, text).toBeDefined();
      }
    }
  });
});
