/** Owns the words in the browser's tab. */
import { shellMessages, type Place } from '../ui/shell';

/** "When Payment is down, Past Tense". */
export function titleOf(place: Place): string {
  const { brand, fidelity } = shellMessages;
  if (place.kind === 'lesson') return `${place.title}, ${brand}`;
  return place.kind === 'fidelity' ? `${fidelity}, ${brand}` : brand;
}
