import { describe, expect, test } from 'vitest';
import { checkPhi, type PhiType } from './index.ts';

/** The many ways one row of the policy is said: texts that must be refused, and their neighbours that must pass. */
type Row = { row: string; type: PhiType; block: string[]; pass: string[] };

const rows: Row[] = [
  {
    row: 'full names, wherever they stand',
    type: 'NAME',
    block: [
      'Is this still Odalys Brandt’s number?',
      'Our records list you as Ezra Pine',
      'Refund check made out to Tendai Woods',
      'The name on the form is Malakai Woods',
      'We called Dragana Feng twice, no answer',
      'Sorry for the wait, Kaito Savage!',
      '¿Habla Luis Miller?',
      'Su hija Ludmila Carver tiene cita mañana',
      'Package for Gerald F. Marsh at window 2',
      'Consent signed by Rekha Tran on file',
      'you listed Noah Day as your contact',
      'Th. Castellan (the brother) has the key',
      'Jedidiah "Jed" Marsh has a ride at noon',
      "Please have Ka'imi Del Toro call us",
      'Baby Girl Ruiz is ready to go home',
      'trying to reach the parent of Thunder Hawk Begaye',
      'Hi Rose Garden, we have you for Tues',
      'Crystal Lake, your pass is printed',
      'Kim Soo-jin, your 8am is now 8:20',
      'Ming-Hua Tsai & Eddie Tsai: family visit Sat 10',
      'Le recordamos a Wilfredo Santiago su cita del martes',
      'Hi this is Chidi Amadi, i cant make it tmrw',
    ],
    pass: [
      'Hi Odalys, see you at 3',
      'Mary Ann, your ride is here',
      'The wait for Tendai is over',
      'Hunter Green is the color of the lobby',
      'April is here and Grace is late',
      'Columbus Day we are open',
      'Summer Camp, you can register now',
      'Cherry Hill or Penn Valley? Both have 9am',
      'Turn right on Betsy Ross Lane',
      'Jackson Parish is on a two-hour delay',
    ],
  },
  {
    row: 'surname first',
    type: 'NAME',
    block: [
      'room 4 is Van Houten, Pieter, he asked for water',
      'next: Abernathy-Lowe, Tamsin',
      'Message for: Tang, Wei-Ling / 3:40',
      'BISHOP, AUTUMN HERE FOR 915',
    ],
    pass: ['Thanks, Maria', 'Austin, TX', 'Hello, Grace and Leo'],
  },
  {
    row: 'names without capitals, or all in capitals',
    type: 'NAME',
    block: [
      'tell ur brother angel cruz we found his keys',
      'confirming darnell wright for mon 9am',
      'hey is this brenda sue castleton? u have a form here',
      'FATIMA DIALLO PLEASE CALL THE OFFICE',
    ],
    pass: ['tell maria love you', 'hi angel wats up', 'CALL ME WHEN U CAN'],
  },
  {
    row: 'staff and providers, in every frame',
    type: 'NAME',
    block: [
      'the interpreter for Odalys Brandt cancelled',
      "ask for Odalys Brandt, she's the patient in bed 2",
      'Spoke with Odalys Brandt, she will be late',
      'Your father Odell Brandt is in the lobby',
      'New lead: Odalys Brandt asked about enrollment',
    ],
    pass: [
      'Nurses Amy Lindqvist and Paolo Ferrante run the Saturday clinic',
      'Yoga with Shreya Nair, Saturday 9am',
      'Xin Yi Chua with the call center, sorry we got cut off',
      'Best, Howard Nakashima | Patient Services | 555-0140',
      'Hannah Vogel PA-C has an opening at 11',
      'Hi, this is Odalys Brandt with scheduling',
      'My name is Odalys Brandt and I work at the clinic',
      'Soy Odalys Brandt de la clínica',
      'Our translator for Friday is Odalys Brandt',
      'Want to see her PA, Odell Brandt?',
      'Odell Brandt, your scheduler, is out',
      'Odell Brandt, RDH has openings',
      'Questions? Call Odalys Brandt at the clinic',
      'Check in with Odell Brandt at door 4',
      'Reply and Odalys Brandt on our team will pick it up',
      'We hired Odalys Brandt as our new receptionist',
      'Join Odalys Brandt and the outreach team Saturday',
      'Front desk here (Odalys Brandt). Call us',
      'Thank you! Odalys Brandt, Guest Relations',
      'La recepcionista Odalys Brandt le llama',
      'Manager on duty: Odell Brandt Jr.',
      'Sincerely, Odalys Brandt',
    ],
  },
  {
    row: 'places and things named after people',
    type: 'NAME',
    block: ["Noah Day's insurance card came back", 'Aylin Church called about the bill'],
    pass: [
      'Park at the Carter G. Woodson library',
      'We are behind the Ezra Dunning Chevrolet dealership',
      'The calle Benito Juárez is closed',
      'Rivera Ortiz & Blum CPAs moved in',
      'Mary Ellen Pleasant St is closed',
      'Concert honoring Nina Simone at noon',
    ],
  },
  {
    row: 'identifiers whose label stands some words away',
    type: 'MRN',
    block: [
      "look up U-7720-31, that's her unit record number",
      'two charts: 331-0-9928 and 331-0-9982, same person?',
      'your patient number for the kiosk is 58-20147',
    ],
    pass: ['Confirmation code for the chart room: QX7712', 'Item 900-66-1234 is back ordered'],
  },
  {
    row: 'plan numbers',
    type: 'MEMBER_ID',
    block: [
      'No. de afiliado 00812774, ¿es el suyo?',
      'Blue Shield sub # ZXP 4471 90 228',
      'supplement policy 330-118-2247 is not in our system',
      'ID for the dental plan is DD-0091-887-2',
      'mbr no W771-209-44',
    ],
    pass: ['Plan 2 is the blue door', 'Delivery ref 7730-118-22'],
  },
  {
    row: 'numbers said aloud',
    type: 'SSN',
    block: [
      'social is nine oh one, five five, eight two one four?',
      'nine one one, twenty, forty four eighteen is the social',
      'is 4455 the end of your ssn',
      's.s.# 909/14/6650',
    ],
    pass: ['what are the last four of your social?', 'dial nine one one, then two'],
  },
  {
    row: 'plates and devices',
    type: 'VEHICLE',
    block: ['Whose plates are BRZ 18K?', 'a grey Subaru w/ Maine plate 4418 WX, is that dad’s?'],
    pass: [
      'Lot number 88213 of hand sanitizer was recalled',
      'Van plate CLN-204 is due for its sticker',
      'Musa is your driver today, plate 4KD 7719',
      'Pool car keys are on hook 7, plate CVX 9021',
      'New scale, serial LB3-0042, lives in the hallway',
    ],
  },
  {
    row: 'birth dates in roundabout words',
    type: 'DOB',
    block: [
      "She'll be 40 on October 3rd",
      'd.o.b. 08JUN1949 is what came over',
      'you came into the world on New Year’s Day 1961',
      'DOB the 3rd of the 3rd, 83',
      'Nació el quince de agosto de 1984',
      'F. de nac.: 03-XI-1959',
      'For the camp form I put Nov. 3, 2017 as the birthdate',
      'b. 1966, so the senior rate starts',
      'we entered 1962 as birth year',
      'Baby Leo arrived 3/3/26 at 4am',
      'your son 4/2/2018 needs a form',
    ],
    pass: [
      'Time off is approved for 12/22-12/26',
      'Locker combo 31-12-83',
      'tickets printed with draw date 4/18/2011',
      'New Year’s Day: closed',
      'the survey from 3/3/2009 is archived',
    ],
  },
  {
    row: 'stays in hospital',
    type: 'DATE',
    block: [
      'They let you go home Nov 2',
      'Been with us on 4 West since March 8',
      'the hospital says you went in on 9/8 and came home 9/13',
      'Admission Mar 30, out Apr 2',
      'inpatient 9/30 thru 10/4',
      'confirm the 1/17/2026 passing date',
      'surgery dt 2026-07-08',
      'lo ingresaron el 3 de marzo',
    ],
    pass: [
      'Operation Warm Coat runs til Dec 15',
      'the death cafe meets March 3',
      'We came home on May 3 with a trophy',
    ],
  },
  {
    row: 'ages over 89',
    type: 'AGE',
    block: [
      'At one hundred and two your grandpa is our star',
      'Lives alone at 91, daughter checks in',
      'your grandpa (91 yrs) needs someone',
      'happy 95th!!',
      'Both your folks are 92?',
    ],
    pass: ['We turned 95 as a hospital this week', 'age 90+ board games'],
  },
  {
    row: 'addresses in other forms',
    type: 'ADDRESS',
    block: [
      'Boxes go to 1907 Route 9W for you',
      'mail it to General Delivery box 219, Gallup NM',
      'mail came back from P.O.B. 90, Ruidoso NM',
      'new home N6120 County Hwy Q',
      'The packet went to Lot 33, Sunny Acres Mobile Park',
      'updated u to 9 1/2 Orchard Walk, Salem',
      'Drop the bag at 3308 Calle Serena, Las Cruces',
      'Vive en Callejón del Beso 14',
      'meals go to Apt 3C, 4410 N Kedzie',
      'your new place, one forty two Juniper Court, is in our area',
    ],
    pass: [
      'Shuttle stop is 500 Pine St, right by the library',
      'Lab site: 15 W 34th St, 9th Fl',
      'Mail forms to Attn: Records, PO Box 4400, Tulsa OK 74101',
      "We're at 44 Elm St",
      'ur 2pm is now 230 bc dr is in a mtg',
      'general delivery of the boxes is at dock 2',
    ],
  },
  {
    row: 'ICD-10 codes on papers',
    type: 'ICD10',
    block: [
      'your referral has G43 written on it',
      'Your claim lists O09.92 as primary',
      'add E78 point 5 to the dx',
    ],
    pass: ['Room G43 is open', 'Take exit G43'],
  },
];

describe.each(rows)('$row', ({ type, block, pass }) => {
  test.each(block)('refused: %s', (text) => {
    const { block: refused, findings } = checkPhi(text);
    expect(refused).toBe(true);
    expect(findings.filter(({ severity }) => severity === 'block').map((finding) => finding.type)).toContain(
      type,
    );
  });
  test.each(pass)('allowed: %s', (text) => {
    expect(checkPhi(text).block).toBe(false);
  });
});
