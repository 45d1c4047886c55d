/** Fills values into a lesson's words. Pure; which words and which values is not decided here. */
import type { Unit } from './lesson';

/** Puts values in the place of `{name}`; a name without a value stays as it is written. */
export function fillText(
  template: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return template.replaceAll(/\{([\w.]+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : String(value);
  });
}

/** "3", or with a unit "3 messages". */
export function metricText(value: number, unit: Unit | null): string {
  if (unit === null) return String(value);
  return `${value} ${value === 1 ? unit.one : unit.other}`;
}
