/** Whether `npm run test:all` runs, which has time for more than `npm test`. */
export const IS_LONG = import.meta.env.BROWNOUT_LONG === '1';
