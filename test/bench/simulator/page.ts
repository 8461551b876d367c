/** The page that the simulator's figures are taken in. */
import { createBrowserEngine, Realm } from '../../../runtime/sandbox/simulated/index.ts';
import { evaluateAsScript } from '../../support/evaluate-as-script.ts';
import { measureSchedules, type SimulatorFigures } from './scenario.ts';

declare global {
  interface Window {
    makeRealm(processText: string): void;
    measureSchedules(schedules: number): Promise<SimulatorFigures>;
  }
}

window.makeRealm = (processText) => {
  const engine = createBrowserEngine(evaluateAsScript);
  const realm = new Realm({ engine, processText, fetchPackage: async () => [] });
  window.measureSchedules = (schedules) => measureSchedules(realm, schedules);
};
