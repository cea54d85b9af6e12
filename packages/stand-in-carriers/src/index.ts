export { startStandInCarriers } from './stand-in-carriers.ts';
export { faultNames } from './options.ts';
export type {
  Fault,
  HandsetMessage,
  RateGroup,
  StandInCarriers,
  StandInLine,
  StandInOptions,
} from './options.ts';
export { handsetPage } from './handset-page.ts';
