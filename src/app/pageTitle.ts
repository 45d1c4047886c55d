/** Owns the words in the browser's tab. */
import { shellMessages, type Place } from '../ui/shell';

/** "When Payment is down, Past Tense". */
export function titleOf(place: Place): string {
  return place.kind === 'lesson' ? `${place.title}, ${shellMessages.brand}` : shellMessages.brand;
}
