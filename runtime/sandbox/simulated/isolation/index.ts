/**
 * Many processes share one realm, with each other and with the judge. So that nothing of one reaches
 * another, what they share is frozen, and what tells of the machine is taken away: an approach known
 * from SES (Secure ECMAScript). It changes the realm once and for good.
 */
export { freezeShared } from './freeze.ts';
export { intrinsicsOf } from './intrinsics.ts';
export { NOWHERE } from './nowhere.ts';
export { type ProcessGlobals, Tamed } from './tame.ts';
