// The units of time in English.

export const text = {
  seconds: (value: string) => `${value} s`,
  minutes: (minutes: number, seconds: string) => `${minutes} min ${seconds} s`,
  wholeMinutes: (minutes: string) => `${minutes} min`,
} as const;
