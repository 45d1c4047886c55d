/** Puts together the page that says how true the world is, with what the build made for it. */
import { report } from 'virtual:fidelity';
import { FidelityPage } from '../ui/fidelity';

export default function Fidelity() {
  return <FidelityPage report={report} />;
}
