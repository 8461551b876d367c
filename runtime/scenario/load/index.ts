/** Load on a service, and what it felt like to those who waited. */
export { Latencies } from './latencies.ts';
export {
  type Arrivals,
  LoadError,
  type LoadOptions,
  type LoadReport,
  runLoad,
} from './load.ts';
