import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disguises } from './disguises.ts';
import { checkPhi, explainPhi, phiTypes, type PhiType } from './index.ts';

/** One row of the policy: what it says, the tier, examples, and the type expected where something is found. */
type Row = { row: string; tier: 'block' | 'warn' | 'pass'; type?: PhiType; examples: string[] };

const rows: Row[] = [
  {
    row: 'full name',
    tier: 'block',
    type: 'NAME',
    examples: [
      'Hi Marta Quesada, we have you at 4',
      'Please ask Devlin Ashworth to sign',
      'ASHWORTH, DEVLIN moved to 3pm',
      'K. Brannigan wants a call back',
      'your son Otis Fairbanks is next',
      'hi marta quesada see u at 4',
      'Señora Lucía Bermúdez Ortega, llámenos',
    ],
  },
  {
    row: 'title and surname',
    tier: 'warn',
    type: 'NAME',
    examples: [
      'Mrs. Ashworth, your ride is here',
      'Good morning Mr. Fairbanks',
      'Sra. Quesada, su cita es a las 3',
    ],
  },
  {
    row: 'first name',
    tier: 'pass',
    examples: ['Hi Marta, see you at 4', "your son Otis's visit is Friday", 'Hi Marta Q, running late?'],
  },
  {
    row: 'staff and public names',
    tier: 'pass',
    examples: [
      'Dr. Helen Voss is out today',
      'Devlin Ashworth, RN will call you',
      'This is Marta Quesada from Elm Clinic',
      'ask for Otis Fairbanks at the desk',
      'Your hygienist will be Marta Quesada',
      '- Otis Fairbanks, Front Desk',
      'Cesar Chavez Day: closed',
    ],
  },
  {
    row: "a person's address",
    tier: 'block',
    type: 'ADDRESS',
    examples: [
      'Is 44 Juniper Hill Rd still your home?',
      'We will ship it to 9 Oak Ct Apt 3',
      'your mailing address PO Box 771',
      'su casa en la calle Pino 88',
    ],
  },
  {
    row: 'a business address',
    tier: 'pass',
    examples: [
      'Our office is at 44 Juniper Hill Rd, Suite 2',
      'We moved to 500 Market St Suite 12',
      'Meet us at 9 Oak Ct, door B',
      'Mesa AZ 85201',
    ],
  },
  {
    row: 'birth date',
    tier: 'block',
    type: 'DOB',
    examples: [
      'DOB 3-9-61',
      'born March 9, 1961, right?',
      'your birthday is 3/9',
      'd.o.b. 1961-03-09',
      'fecha de nacimiento 9 de marzo de 1961',
      'dob three nine sixty one',
    ],
  },
  {
    row: 'admission, discharge, surgery, death dates',
    tier: 'block',
    type: 'DATE',
    examples: [
      'You were admitted 3/9/2026',
      'discharged on March 12',
      'your surgery date was 03/09/26',
      'He passed away on 3/9/2026',
    ],
  },
  {
    row: 'date of service',
    tier: 'warn',
    type: 'DATE',
    examples: ['For date of service 03/09/2026 you owe $40'],
  },
  {
    row: 'appointments and deadlines',
    tier: 'pass',
    examples: ['See you Tue 3/9 at 10:30', 'Forms are due by 3/9/2026', 'We reopen March 9'],
  },
  {
    row: 'age over 89',
    tier: 'block',
    type: 'AGE',
    examples: [
      'She is 94 years old',
      'pt is 91 y/o',
      'your grandfather turned 101',
      'su abuela tiene 95 años',
    ],
  },
  {
    row: 'other ages',
    tier: 'pass',
    examples: ['Ages 5 to 9 welcome', 'Happy 50th birthday!', 'Seniors 65+ ride free', '95 seats left'],
  },
  {
    row: "a person's phone or mail alone",
    tier: 'warn',
    examples: ['Is 480-555-0144 still your cell?', 'Is m.quesada@example.net your email?'],
  },
  {
    row: 'the business phone and mail',
    tier: 'pass',
    examples: ['Call us at 480-555-0100', 'Fax 480-555-0101, ext 12', 'Email frontdesk@example.com'],
  },
  {
    row: 'SSN',
    tier: 'block',
    type: 'SSN',
    examples: [
      'ssn 900-22-7788',
      'social is 900 22 7788',
      'last four of your social 7788',
      'S.S.N. 9 0 0 2 2 7 7 8 8',
      'su seguro social termina en 7788',
    ],
  },
  {
    row: 'record numbers',
    tier: 'block',
    type: 'MRN',
    examples: ['MRN 5512009', 'Chart #B-5512', 'pt id 55120', 'expediente 551209'],
  },
  {
    row: 'plan numbers',
    tier: 'block',
    type: 'MEMBER_ID',
    examples: ['member ID XQ5512009', 'policy # 77-5512', 'Medicare 1EG4-TE5-MK73', 'group 0055120'],
  },
  {
    row: 'a carrier alone',
    tier: 'pass',
    examples: ['We accept Aetna and Cigna', 'Bring your insurance card'],
  },
  {
    row: 'accounts, claims',
    tier: 'block',
    type: 'ACCOUNT',
    examples: ['Acct 5512009', 'claim # 26-55120', 'routing 021000021'],
  },
  {
    row: 'cards',
    tier: 'block',
    type: 'CARD',
    examples: ['visa 4111 1111 1111 1111', '5555-5555-5555-4444 declined'],
  },
  {
    row: 'authorizations',
    tier: 'block',
    type: 'OTHER_ID',
    examples: ['Auth# A5512009', 'workers comp case 26-5512'],
  },
  { row: 'prescription number alone', tier: 'warn', type: 'OTHER_ID', examples: ['Rx 5512009 is ready'] },
  {
    row: 'orders, codes, tickets',
    tier: 'pass',
    examples: [
      'Order #5512009 shipped',
      'Your code is 551209',
      'Ticket 900124455 closed',
      'Invoice 900-12-4455-B',
      'Tracking 1Z999AA10123456784',
    ],
  },
  { row: 'balances', tier: 'pass', examples: ['Your balance is $48.20', 'Copay is $25'] },
  {
    row: 'licences',
    tier: 'block',
    type: 'LICENSE',
    examples: ["driver's license D5512-009", 'passport no X5512009'],
  },
  { row: 'business numbers', tier: 'pass', examples: ['Our NPI is 1234567893', 'EIN 12-3456789'] },
  {
    row: 'vehicles',
    tier: 'block',
    type: 'VEHICLE',
    examples: ['your plate is 7ABC123', 'VIN 1HGCM82633A004352'],
  },
  {
    row: 'devices',
    tier: 'block',
    type: 'DEVICE_ID',
    examples: ['pacemaker serial PJ55120S', 'IMEI 490154203237518', 'your monitor 00:1A:2B:3C:4D:5E'],
  },
  {
    row: 'business devices',
    tier: 'pass',
    examples: ['The copier serial is CN5512009', 'Staff van plate 7ABC123', 'server 10.0.0.5 is down'],
  },
  {
    row: 'links with data',
    tier: 'block',
    type: 'URL',
    examples: ['https://x.example.com/chart?mrn=5512009', 'https://x.example.com/r/marta-delgado'],
  },
  { row: 'plain links', tier: 'pass', examples: ['https://pay.example.com/start', 'book.example.com'] },
  { row: 'login address', tier: 'block', type: 'IP', examples: ['portal login from 203.0.113.9'] },
  {
    row: 'asking for an identifier',
    tier: 'pass',
    examples: ['Please reply with your date of birth', 'What is your member ID?', 'Bring your card'],
  },
  {
    row: 'diagnosis',
    tier: 'block',
    type: 'DIAGNOSIS',
    examples: [
      'How is your asthma?',
      'dx: COPD',
      'your broken wrist',
      'penicillin allergy noted',
      'you do not have diabetes',
      'su presión alta',
    ],
  },
  {
    row: 'ICD-10',
    tier: 'block',
    type: 'ICD10',
    examples: ['Dx code E11.9', 'billed under M54.5', 'ICD-10 I10 added'],
  },
  {
    row: 'the same shape elsewhere',
    tier: 'pass',
    examples: ['Gate B20', 'Room E11', 'Take I-10 to exit 42', 'Part M17 is on order'],
  },
  {
    row: 'drugs',
    tier: 'block',
    type: 'MEDICATION',
    examples: [
      'Your metformin is ready',
      'ok to take Advil',
      'stop lisinopril',
      'your blood pressure pills are here',
      'su amoxicilina está lista',
    ],
  },
  {
    row: 'refills unnamed',
    tier: 'pass',
    examples: ['Your prescription is ready', 'Bring all your medications'],
  },
  {
    row: 'class in a question',
    tier: 'warn',
    type: 'MEDICATION',
    examples: ['Do you take any blood thinners?'],
  },
  {
    row: 'results',
    tier: 'block',
    type: 'LAB',
    examples: ['A1c is 8.8', 'Your labs were normal', 'BP was 150/95', 'covid test came back negative'],
  },
  {
    row: 'results unnamed',
    tier: 'pass',
    examples: ['Your results are in the portal', 'Please call about your results'],
  },
  {
    row: 'procedures',
    tier: 'block',
    type: 'PROCEDURE',
    examples: ['your colonoscopy is Monday', 'MRI of your knee', 'root canal at 2', 'chemo moved to 9'],
  },
  {
    row: 'imaging, surgery, vaccines',
    tier: 'warn',
    type: 'PROCEDURE',
    examples: ['Your MRI is at 7', 'How are you after your surgery?', 'Your flu shot is due'],
  },
  {
    row: 'neutral care',
    tier: 'pass',
    examples: [
      'Time for your annual physical',
      'Your cleaning is at 3',
      'Physical therapy at 2',
      'Flu shots this Saturday, walk in',
    ],
  },
  {
    row: 'symptoms',
    tier: 'block',
    type: 'SYMPTOM',
    examples: ['Still having chest pain?', 'How is the cough today?', 'you vomited twice'],
  },
  {
    row: 'house rules',
    tier: 'pass',
    examples: ['If you have a fever please call first', 'Anyone with a cough please wear a mask'],
  },
  {
    row: 'equipment',
    tier: 'block',
    type: 'DME',
    examples: ['Your CPAP supplies shipped', 'your wheelchair is ready'],
  },
  {
    row: 'substance use',
    tier: 'block',
    type: 'SUBSTANCE_USE',
    examples: [
      'methadone at 6',
      'IOP starts at 5',
      '60 days sober!',
      'Clearwater Recovery Center: your intake is at 9',
    ],
  },
  {
    row: 'mental health',
    tier: 'block',
    type: 'MENTAL_HEALTH',
    examples: ['Your counseling session is at 4', 'PHQ-9 is due', 'your psychiatrist called'],
  },
  {
    row: 'bare therapy',
    tier: 'warn',
    type: 'MENTAL_HEALTH',
    examples: ['Your therapy appointment is Wednesday'],
  },
  {
    row: 'HIV, STI',
    tier: 'block',
    type: 'HIV_STI',
    examples: ['Your HIV test is at 2', 'PrEP refill is ready', 'chlamydia treatment'],
  },
  {
    row: 'reproductive',
    tier: 'block',
    type: 'REPRODUCTIVE',
    examples: ['Your prenatal visit', "You're 24 weeks now", 'birth control refill'],
  },
  {
    row: 'genetic',
    tier: 'block',
    type: 'GENETIC',
    examples: ['BRCA1 results', 'genetic testing on Monday'],
  },
  {
    row: 'sensitive specialty',
    tier: 'block',
    type: 'SPECIALTY',
    examples: [
      'Your oncology appointment is at 1',
      'hospice will call you',
      'the fertility clinic moved you',
    ],
  },
  {
    row: 'other specialty',
    tier: 'warn',
    type: 'SPECIALTY',
    examples: ['Your cardiology appointment is at 2'],
  },
  {
    row: "the sender's own name",
    tier: 'warn',
    type: 'SPECIALTY',
    examples: ['Lakeside Oncology Associates: please call us'],
  },
  {
    row: 'events',
    tier: 'pass',
    examples: ['Breast Cancer Walk closes Elm St', 'Diabetes Awareness 5K on Sunday'],
  },
  {
    row: 'ordinary words',
    tier: 'pass',
    examples: [
      'Cold weather, dress warm',
      'Stay positive!',
      'Stroke of luck, a spot opened',
      'Sorry for the headache with parking',
      'Plan B is the side door',
      'The system has a virus',
      'addicted to coffee',
      'Mark and Will are out, ask for Hope',
    ],
  },
  {
    row: 'disguise',
    tier: 'block',
    examples: [
      'm3tf0rm1n ready',
      'H.I.V. result',
      'd i a b e t e s class for you',
      'mеtfоrmіn',
      'met\u200bformin',
      'ｍｅｔｆｏｒｍｉｎ',
      '𝐦𝐞𝐭𝐟𝐨𝐫𝐦𝐢𝐧',
      'METFORMIN',
      'metfromin',
      'kolonoskopy',
    ],
  },
];

describe('every row of the policy', () => {
  for (const { row, tier, type, examples } of rows) {
    test.each(examples)(`${row} (${tier}): %s`, (text) => {
      const { block, findings } = checkPhi(text);
      expect({ block, warned: findings.some((finding) => finding.severity === 'warn') || block }).toEqual({
        block: tier === 'block',
        warned: tier !== 'pass',
      });
      if (type !== undefined) expect(findings.map((finding) => finding.type)).toContain(type);
    });
  }
});

describe('findings', () => {
  test('carry a plain sentence and where there is one a safe replacement', () => {
    const { findings } = checkPhi('Hi Marta Quesada, your metformin is ready');
    expect(findings.map(({ type, remedy }) => [type, remedy?.replacement])).toEqual([
      ['NAME', 'Marta'],
      ['MEDICATION', 'prescription'],
    ]);
    for (const finding of findings) expect(finding.message).toMatch(/^[A-Z].*\.$/);
  });

  test('a remedy never leaves its own finding behind', () => {
    for (const { tier, examples } of rows) {
      if (tier !== 'block') continue;
      for (const text of examples) {
        for (const finding of checkPhi(text).findings) {
          if (finding.remedy === undefined) continue;
          const healed = text.slice(0, finding.start) + finding.remedy.replacement + text.slice(finding.end);
          const again = checkPhi(healed).findings.filter(
            (other) =>
              other.severity === 'block' &&
              other.type === finding.type &&
              other.start <= finding.start &&
              other.end > finding.start,
          );
          expect([healed, again.map((other) => healed.slice(other.start, other.end))]).toEqual([healed, []]);
        }
      }
    }
  });

  test('marks are in UTF-16 units of the text as it was typed', () => {
    const text = '😀 your met\u200bformin and ｉｎｓｕｌｉｎ';
    expect(checkPhi(text).findings.map(({ start, end }) => text.slice(start, end))).toEqual([
      'met\u200bformin',
      'ｉｎｓｕｌｉｎ',
    ]);
  });

  test('explanations name detector and evidence for each finding', () => {
    const explained = explainPhi('Your MRN is 5512009');
    expect(explained.reasons).toHaveLength(explained.findings.length);
    expect(explained.reasons[0]).toMatchObject({ detector: 'labelled-identifiers' });
  });
});

describe('an organisation’s own words', () => {
  test('always blocked, also in disguise', () => {
    const settings = { alwaysBlock: ['Blue Heron'], neverBlock: [] };
    expect(checkPhi('The Blue Heron list is out', settings).block).toBe(true);
    expect(checkPhi('the b l u e   h e r o n list', settings).block).toBe(true);
    expect(checkPhi('The Blue Heron list is out').block).toBe(false);
  });

  test('never blocked, and nothing else freed', () => {
    const settings = { alwaysBlock: [], neverBlock: ['Lupus Lane'] };
    expect(checkPhi('Turn at Lupus Lane', settings).findings).toEqual([]);
    expect(checkPhi('Turn at Lupus Lane for your lupus visit', settings).block).toBe(true);
  });
});

describe('any text', () => {
  const parts = fc.constantFrom(
    'Maria',
    'Lopez',
    'ssn',
    '900',
    '-',
    '22',
    '7788',
    'mrn',
    ' ',
    '  ',
    '\n',
    '.',
    ',',
    ':',
    '/',
    '@',
    'example.com',
    'https://',
    '?mrn=',
    'E11',
    '.9',
    'dob',
    '3/9/61',
    'metformin',
    'h',
    'i',
    'v',
    '😀',
    '\u200b',
    'ｆｕｌｌ',
    'é',
    '\ud800',
    "'",
    '"',
    '(',
    ')',
    'your',
    'BP',
    '150',
    'St',
    'Apt',
    '93',
    'yo',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(parts, { maxLength: 120 }).map((list) => list.join('')),
  );

  test('gives sorted findings that lie in it, the same every time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { block, findings } = checkPhi(text);
        expect(block).toBe(findings.some((finding) => finding.severity === 'block'));
        let before = 0;
        for (const { start, end, type } of findings) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(phiTypes).toContain(type);
          before = start;
        }
        expect(checkPhi(text).findings).toEqual(findings);
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['plain words', 'please call the office about your visit '],
    ['findings', 'Hi Maria Lopez, your metformin 500 and MRN 5512009 are ready. '],
    ['one run of letters', 'a'],
    ['digits', '9 '],
    ['digits joined', '4-'],
    ['single letters', 'h i v '],
    ['dots', '.'],
    ['at signs', 'a@'],
    ['slashes', 'a/'],
    ['colons', '1:'],
    ['apostrophes', "o'"],
    ['label after label', 'ssn mrn dob '],
    ['conditions', 'if you have a cough '],
    ['possessives', "your son's "],
    ['capitals', 'Xara Yond '],
    ['look-alikes', 'мetфormin '],
    ['brackets', '(('],
    ['commas', 'Lopez, Maria, '],
    ['nothing but commas', ','],
    ['nothing but apostrophes', "'"],
    ['one run of capitals', 'A'],
    ['one run of digits', '7'],
    ['ones joined', '1-'],
    ['capitals and small letters', 'Aa '],
    ['what cannot be seen', '\u200b'],
    ['emoji', '😀'],
    ['lone surrogates', '\ud800'],
    ['one endless link', 'http://x.com/a?b=c&'],
    ['ages', '94 '],
    ['vaccines', 'flu shot '],
  ])('takes steps in proportion to its length: %s', (_name, unit) => {
    const stepsFor = (length: number): number =>
      explainPhi(unit.repeat(Math.ceil(length / unit.length)).slice(0, length)).steps;
    const small = stepsFor(4_000);
    const large = stepsFor(100_000);
    expect(large / small).toBeLessThan(25 * 1.5);
  });
});

describe('disguises', () => {
  test('a word joined again leaves the words beside a link or an address as they were', () => {
    for (const text of [
      'Your met formin is ready, write to ana@example.org or Ana Ruiz',
      'Your met formin is ready for Ana Ruiz https://example.org/x today',
    ])
      expect(checkPhi(text).findings.map(({ start, end }) => text.slice(start, end))).toEqual(
        expect.arrayContaining(['met formin', 'Ana Ruiz']),
      );
  });

  const marked = rows
    .filter(({ tier }) => tier === 'block')
    .flatMap(({ examples }) => examples)
    .filter((text) => /^[\x20-\x7e]+$/.test(text))
    .map((text) => ({
      text,
      ranges: checkPhi(text).findings.filter((finding) => finding.severity === 'block'),
    }));
  test.each(disguises.map((disguise) => [disguise.name, disguise] as const))(
    '%s hides little',
    (name, disguise) => {
      const caught = marked.filter(({ text, ranges }) => checkPhi(disguise.apply(text, ranges)).block).length;
      expect(caught / marked.length).toBeGreaterThanOrEqual(
        name === 'leetspeak' ? 0.8 : /leet|letters/.test(name) ? 0.85 : 0.97,
      );
    },
  );
});

describe('the corpora', () => {
  const corpus = (name: string): { text: string; block: boolean }[] =>
    readFileSync(new URL(`../../phi-corpus/${name}`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { text: string; block: boolean });

  test.each([
    ['dev.jsonl', 0.99, 0.005],
    ['seen.jsonl', 0.97, 0.01],
  ])('%s: recall and false blocks', (name, minRecall, maxFalse) => {
    const lines = corpus(name);
    const phi = lines.filter((line) => line.block);
    const clean = lines.filter((line) => !line.block);
    expect(phi.filter((line) => checkPhi(line.text).block).length / phi.length).toBeGreaterThanOrEqual(
      minRecall,
    );
    expect(clean.filter((line) => checkPhi(line.text).block).length / clean.length).toBeLessThanOrEqual(
      maxFalse,
    );
  });

  test('real SMS: false blocks', () => {
    const lines = readFileSync(new URL('../../phi-corpus/public-sms-ham.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.filter((line) => checkPhi(line).block).length / lines.length).toBeLessThanOrEqual(0.01);
  });
});
